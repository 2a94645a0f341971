using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Networks.AlexNets;

/// <summary>
/// AlexNet: five convolutions and three linear layers, in one tower. Krizhevsky: One weird trick for parallelizing
/// convolutional neural networks, arXiv:1404.5997, 2014.
/// </summary>
/// <remarks>Parameters have the order and the shapes of the common PyTorch port.</remarks>
internal sealed class AlexNet : ClassifierNetwork
{
    /// <summary>The smallest side that leaves 3 × 3 pixels to the last pooling.</summary>
    internal const int LeastInput = 63;

    private const int PoolingKernel = 3,
        PoolingStride = 2;

    private readonly TorchSharp.Modules.ModuleList<Convolution> convolutions,
        hidden;
    private readonly Convolution classifier;
    private readonly Dropout[] _dropouts;
    private readonly int _pooledSide;

    /// <summary>A new network with random weights.</summary>
    /// <param name="options">Its size.</param>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options do not fit together.</exception>
    public AlexNet(AlexNetOptions options, ulong seed = 0)
        : base(nameof(AlexNet), options)
    {
        using var generator = new Generator(seed, CPU);
        var widths = options.Widths;
        _pooledSide = options.PooledSide;
        convolutions =
        [
            new(generator, options.InputChannels, widths[0], 11, stride: 4, padding: 2),
            new(generator, widths[0], widths[1], 5),
            new(generator, widths[1], widths[2], 3),
            new(generator, widths[2], widths[3], 3),
            new(generator, widths[3], widths[4], 3),
        ];
        hidden =
        [
            new(generator, widths[4] * _pooledSide * _pooledSide, options.Hidden, 1),
            new(generator, options.Hidden, options.Hidden, 1),
        ];
        classifier = new(generator, options.Hidden, options.Outputs, 1);
        _dropouts = [NewDropout(options.Dropout), NewDropout(options.Dropout)];
        RegisterComponents();
    }

    protected override Tensor Compute(Tensor frames)
    {
        var features = frames;
        for (var i = 0; i < convolutions.Count; i++)
        {
            features = nn.functional.relu(convolutions[i].forward(features));
            if (IsPooled(i))
                features = Pooling.Maxima(features, PoolingKernel, PoolingStride);
        }
        features = Pooling.Average(features, _pooledSide).reshape(features.shape[0], -1, 1, 1);
        for (var i = 0; i < hidden.Count; i++)
            features = nn.functional.relu(hidden[i].forward(_dropouts[i].Forward(features)));
        return classifier.forward(features).flatten(1);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frames)
    {
        var features = frames;
        for (var i = 0; i < convolutions.Count; i++)
        {
            features = graph.Relu(convolutions[i].Export(graph, features));
            if (IsPooled(i))
                features = graph.MaxPool(features, PoolingKernel, PoolingStride);
        }
        features = graph.AveragePool(features, _pooledSide);
        features = graph.Reshape(features, OnnxValue.Batch, features.Channels * _pooledSide * _pooledSide, 1, 1);
        foreach (var layer in hidden)
            features = graph.Relu(layer.Export(graph, features));
        var outputs = classifier.Export(graph, features);
        return graph.Reshape(outputs, OnnxValue.Batch, outputs.Channels);
    }

    private static bool IsPooled(int convolution) => convolution is 0 or 1 or 4;
}
