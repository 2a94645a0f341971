using PostFocus.Imaging;
using PostFocus.Trainers.Torch;
using PostFocus.Transforms.Restoration.Diffusion;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>The pairs that a restorer is trained on, and how pairs become tensors.</summary>
internal sealed class RestorerPairs
{
    private readonly RestorerTrainingOptions _options;
    private readonly IReadOnlyList<RestorerPair> _pairs;
    private readonly Device _device;
    private readonly BatchesAhead<DrawnPairs> _ahead;

    /// <exception cref="PostFocusException">Frames of unequal size or too small, or nothing to train on.</exception>
    public RestorerPairs(RestorerTrainingOptions options, IReadOnlyList<RestorerPair> training, Device device)
    {
        RestorerPair.Check(training, options.CropSize, nameof(training));
        if (training.Count == 0)
            throw new PostFocusException("There are no pairs to train on.");
        // In-focus frames with themselves as truth are what IdentityFraction asks for: left in, they would come on top of it.
        _pairs = options.IdentityFraction > 0 ? [.. training.Where(p => p.HasResidual)] : training;
        (_options, _device) = (options, device);
        ResidualScale = Deviation(_pairs);
        _ahead = new(DrawPairs, options, (long)(options.Network.FrameChannels + 1) * options.CropSize * options.CropSize);
    }

    public int Count => _pairs.Count;

    /// <summary>Standard deviation of truth - blurred over the training set, in unit intensities.</summary>
    public double ResidualScale { get; }

    /// <summary>Unit intensities per unit of x0.</summary>
    public double Scale => _options.Prediction.IsOfResidual() ? ResidualScale : 1;

    /// <summary>The random batch of a step: crops, their times, noise.</summary>
    public RestorerBatch Draw(long step)
    {
        var drawn = _ahead.Take(step);
        var (frames, x0) = Tensors(drawn.Blurred, drawn.Truth, _options.BatchSize, _options.CropSize);
        // To draw noise for a regression would be in vain: anything of its shape stands for it.
        var noise = _options.Prediction.IsDiffusion() ? KeyedRandom.Noise(drawn.NoiseSeed, x0.shape).to(_device) : x0;
        return new(frames, x0, drawn.Times, noise);
    }

    private DrawnPairs DrawPairs(long step)
    {
        var random = new KeyedRandom(_options.UsedSeed, RandomUse.Batch, step);
        var (count, side) = (_options.BatchSize, _options.CropSize);
        var area = side * side;
        var channels = _options.Network.FrameChannels;
        float[] blurred = new float[count * channels * area],
            truth = new float[count * area],
            times = new float[count];
        for (var i = 0; i < count; i++)
        {
            var pair = _pairs[random.Below(_pairs.Count)];
            var (top, left) = (random.Below(pair.Truth.Height - side + 1), random.Below(pair.Truth.Width - side + 1));
            var symmetry = random.Below(8);
            if (random.NextDouble() < _options.IdentityFraction)
                pair = pair with { Blurred = pair.Truth };
            if (channels > 1)
                pair = pair with { Before = Seen(pair.Before, random), After = Seen(pair.After, random) };
            pair.Truth.Crop(top, left, side, symmetry, truth.AsSpan(i * area, area));
            pair.DrawFrame(
                Acquired((image, crop) => image.Crop(top, left, side, symmetry, crop), side, random),
                channels,
                area,
                blurred.AsSpan(i * channels * area, channels * area)
            );
            if (_options.Prediction.IsDiffusion())
                times[i] = random.NextDouble() < _options.PureNoiseFraction ? 1 : (float)_options.Time(random.NextDouble());
        }
        return new(blurred, truth, times, random.NextUInt64());
    }

    /// <summary>Frames as a camera would have given them, all frames of a sequence alike.</summary>
    private RestorerPair.Cut Acquired(RestorerPair.Cut cut, int side, KeyedRandom random)
    {
        if (_options.Acquisition == AcquisitionOptions.None)
            return cut;
        var acquisition = Acquisition.Draw(_options.Acquisition, random);
        return (image, crop) =>
        {
            cut(image, crop);
            acquisition.Apply(crop, side, random);
        };
    }

    /// <summary>
    /// The neighbour as a step shows it: now and then it is hidden, or another well's frame takes its place, so that the network
    /// does without, and does not trust what does not fit.
    /// </summary>
    private NeighbourImage? Seen(NeighbourImage? neighbour, KeyedRandom random)
    {
        var (draw, other) = (random.NextDouble(), _pairs[random.Below(_pairs.Count)].Truth);
        if (neighbour is null || draw < _options.HiddenNeighbours)
            return null;
        var (height, width) = (neighbour.Image.Height, neighbour.Image.Width);
        return draw < _options.HiddenNeighbours + _options.WrongNeighbours && (other.Height, other.Width) == (height, width)
            ? neighbour with
            {
                Image = other,
            }
            : neighbour;
    }

    /// <summary>The largest square in the middle of a validation pair that the exported network could take.</summary>
    public (Tensor Blurred, Tensor X0) Center(RestorerPair pair, int index)
    {
        var random = new KeyedRandom(_options.UsedSeed, RandomUse.ValidationFrames, index);
        var reduction = _options.Network.Reduction;
        var side = Math.Min(_options.TileSize, Math.Min(pair.Truth.Height, pair.Truth.Width) / reduction * reduction);
        var channels = _options.Network.FrameChannels;
        float[] blurred = new float[channels * side * side],
            truth = new float[side * side];
        pair.DrawFrame(Acquired((image, crop) => image.CropCenter(side, crop), side, random), channels, side * side, blurred);
        pair.Truth.CropCenter(side, truth);
        return Tensors(blurred, truth, 1, side);
    }

    /// <summary>An image in unit intensities, from one of x0 and the blurred frame.</summary>
    public Tensor ToUnit(Tensor x0, Tensor blurred) => _options.Prediction.IsOfResidual() ? blurred.narrow(1, 0, 1) + x0.Times(Scale) : x0;

    private (Tensor Blurred, Tensor X0) Tensors(float[] blurred, float[] truth, int count, int side)
    {
        var frames = tensor(blurred, [count, _options.Network.FrameChannels, side, side]).to(_device);
        var sharp = tensor(truth, [count, 1, side, side]).to(_device);
        return (frames, _options.Prediction.IsOfResidual() ? (sharp - frames.narrow(1, 0, 1)).Times(1 / Scale) : sharp);
    }

    private static double Deviation(IReadOnlyList<RestorerPair> pairs)
    {
        var (count, sum, squares) = (0L, 0.0, 0.0);
        foreach (var pair in pairs)
        foreach (var (sharp, soft) in pair.Truth.Pixels.Zip(pair.Blurred.Pixels))
        {
            double difference = sharp - soft;
            (count, sum, squares) = (count + 1, sum + difference, squares + difference * difference);
        }
        var scale = Math.Sqrt(Math.Max(0, squares / count - sum / count * (sum / count)));
        return scale > 0 && double.IsFinite(scale)
            ? scale
            : throw new PostFocusException($"The standard deviation of truth - blurred is {scale}: there is nothing to restore.");
    }
}
