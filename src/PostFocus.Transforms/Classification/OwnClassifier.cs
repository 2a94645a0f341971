using PostFocus.Transforms.Onnx;

namespace PostFocus.Transforms.Classification;

/// <summary>A classifier from elsewhere as one of ours.</summary>
internal static class OwnClassifier
{
    // A probability of single precision is no nearer to 1; its logit would be infinite.
    private const double Margin = 1e-7;

    public static FocusModel Of(byte[] onnx, OwnClassifierOptions options)
    {
        var network = new OwnNetwork(onnx, "focus classifier", options);
        network.RequireValues(options.Output == OwnClassifierOutput.Logits ? 2 : 1, $"{nameof(options.Output)} = {options.Output}");
        var graph = network.Graph;
        graph.Output(
            FocusModel.LogitsOutput,
            options.Output == OwnClassifierOutput.Logits ? network.Output : TwoLogits(),
            network.Batch,
            2
        );
        return new(graph.ToModel(), network.Side) { PixelMicrons = options.PixelMicrons };

        // Of in focus 0: only the difference counts.
        string TwoLogits()
        {
            var column = graph.Reshape(network.Output, -1, 1);
            var logit = options.Output == OwnClassifierOutput.Logit ? column : Logit(column);
            return graph.Node("Concat", [graph.Subtract(logit, logit), logit], ("axis", 1));
        }

        string Logit(string probability)
        {
            var inside = graph.Node("Max", graph.Node("Min", probability, graph.Constant(1 - Margin)), graph.Constant(Margin));
            return graph.Subtract(graph.Node("Log", inside), graph.Node("Log", graph.Subtract(graph.Constant(1), inside)));
        }
    }
}
