using PostFocus.Trainers.Networks.Blocks;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.GoogLeNets;

/// <summary>
/// A classifier on a map in the middle of a network, which brings the gradient nearer to the first layers in training and is
/// left out otherwise (Szegedy et al. 2015, section 5).
/// </summary>
internal sealed class AuxiliaryHead : nn.Module<Tensor, Tensor>, ITrainingOnly
{
    private const int Side = 4;

    private readonly NormalizedConvolution reduce;
    private readonly Convolution hidden,
        classifier;
    private readonly Dropout _dropout;

    public AuxiliaryHead(Generator generator, int inputs, int reduced, int hidden, int outputs, Dropout dropout)
        : base(nameof(AuxiliaryHead))
    {
        reduce = new(generator, inputs, reduced, 1, epsilon: Inception.Epsilon);
        this.hidden = new(generator, reduced * Side * Side, hidden, 1);
        classifier = new(generator, hidden, outputs, 1);
        _dropout = dropout;
        RegisterComponents();
    }

    public override Tensor forward(Tensor input)
    {
        var h = reduce.forward(Pooling.Average(input, Side)).flatten(1)[.., .., TensorIndex.None, TensorIndex.None];
        return classifier.forward(_dropout.Forward(nn.functional.relu(hidden.forward(h)))).flatten(1);
    }
}
