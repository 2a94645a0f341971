using PostFocus.Trainers.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.VisionTransformers;

/// <summary>Adds what is learnt about each place to the tokens [N, tokens, channels], the first of which stands for the class.</summary>
internal sealed class Positions : nn.Module<Tensor, Tensor>
{
    private readonly Parameter embedding; // [1, tokens, channels]

    public Positions(Generator generator, int tokens, int channels, double deviation)
        : base(nameof(Positions))
    {
        embedding = new(empty(1, tokens, channels).normal_(0, deviation, generator));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => input + embedding.to(input.dtype);

    /// <summary>Adds the class token too, to a first token of zeros.</summary>
    public OnnxValue Export(OnnxGraph graph, OnnxValue input, Parameter classToken)
    {
        var patches = embedding.shape[1] - 1;
        var sum = embedding + cat([classToken, zeros(1, patches, embedding.shape[2], device: classToken.device)], 1);
        return graph.Add(
            input,
            graph.Weight(
                sum,
                value =>
                {
                    embedding.copy_(value);
                    classToken.zero_();
                }
            )
        );
    }
}
