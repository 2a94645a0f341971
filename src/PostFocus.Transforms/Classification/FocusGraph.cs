using Microsoft.ML.Data;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.Onnx;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Classification;

/// <summary>A focus network with all that ScoreFocus does around it, as one ONNX graph for one frame of the network's size.</summary>
internal static class FocusGraph
{
    public static byte[] Of(FocusModel model)
    {
        var side = model.InputSize;
        var graph = new OnnxComposition(new(model.Onnx, model.Contract), "focus classifier");
        var counts = graph.Input(LoadedColumns.Frame, 1, 1, side, side);
        var frame = new IntensityOperators(graph).ToUnit(counts);
        string[][] views =
        [
            .. Enumerable.Range(0, model.Orientations).Select(k => graph.Evaluate(new Orientation(k).Apply(graph, frame, side))),
        ];

        string Mean(Func<string[], string> value) => graph.Mean([.. views.Select(value)]);
        string Column(string output, int index) => graph.At(output, index, axis: 1);

        var score = graph.Scale(1 / model.Temperature, Mean(view => graph.Subtract(Column(view[0], 1), Column(view[0], 0))));
        var probability = graph.Node("Sigmoid", score);
        graph.Output(DefaultColumnNames.Score, score, 1);
        graph.Output(DefaultColumnNames.Probability, probability, 1);
        graph.Output(
            DefaultColumnNames.PredictedLabel,
            graph.Node("Greater", probability, graph.Constant(model.Threshold)),
            OnnxElementType.Bool,
            1
        );
        if (model.EstimatesDefocus)
        {
            var defocus = graph.Scale(FocusModel.DefocusUnitMicrons, Mean(view => graph.Node("Relu", Column(view[1], 0))));
            graph.Output(FocusScoringTransformer.DefocusMicronsColumn, defocus, 1);
            graph.Output(FocusScoringTransformer.DefocusSideColumn, graph.Node("Sigmoid", Mean(view => Column(view[1], 1))), 1);
        }
        return graph.ToModel(PixelSizeFact.Of(model.PixelMicrons));
    }
}
