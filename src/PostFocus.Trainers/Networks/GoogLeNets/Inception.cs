using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.GoogLeNets;

/// <summary>Channels of an <see cref="Inception"/> block's branches, in the columns of table 1 of Szegedy et al. 2015.</summary>
internal sealed record InceptionWidths(int Direct, int Reduce3, int Convolution3, int Reduce5, int Convolution5, int Pool)
{
    public int Outputs => Direct + Convolution3 + Convolution5 + Pool;
}

/// <summary>
/// Four branches side by side (Szegedy et al. 2015, figure 2b), here with batch normalisation. As in the common PyTorch port,
/// whose weights thus fit, the 5 × 5 convolution is one of 3 × 3.
/// </summary>
internal sealed class Inception : Block
{
    /// <summary>The constant of the batch normalisations, of the weights that were ported.</summary>
    public const double Epsilon = 1e-3;

    private readonly NormalizedConvolution direct,
        reduce3,
        convolution3,
        reduce5,
        convolution5,
        project;

    public Inception(Generator generator, int inputs, InceptionWidths widths)
        : base(nameof(Inception))
    {
        direct = new(generator, inputs, widths.Direct, 1, epsilon: Epsilon);
        reduce3 = new(generator, inputs, widths.Reduce3, 1, epsilon: Epsilon);
        convolution3 = new(generator, widths.Reduce3, widths.Convolution3, 3, epsilon: Epsilon);
        reduce5 = new(generator, inputs, widths.Reduce5, 1, epsilon: Epsilon);
        convolution5 = new(generator, widths.Reduce5, widths.Convolution5, 3, epsilon: Epsilon);
        project = new(generator, inputs, widths.Pool, 1, epsilon: Epsilon);
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) =>
        cat(
            [
                direct.forward(input),
                convolution3.forward(reduce3.forward(input)),
                convolution5.forward(reduce5.forward(input)),
                project.forward(Pooling.Maxima(input, 3, 1, padding: 1)),
            ],
            1
        );

    public override OnnxValue Export(OnnxGraph graph, OnnxValue input) =>
        graph.Concatenate(
            direct.Export(graph, input),
            convolution3.Export(graph, reduce3.Export(graph, input)),
            convolution5.Export(graph, reduce5.Export(graph, input)),
            project.Export(graph, graph.MaxPool(input, 3, 1, padding: 1))
        );
}
