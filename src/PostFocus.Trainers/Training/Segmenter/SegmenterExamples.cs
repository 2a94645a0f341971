using PostFocus.Imaging;
using PostFocus.Transforms.Tiling;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>The frames that a segmenter is trained on, and how frames become tensors.</summary>
internal sealed class SegmenterExamples
{
    private readonly SegmenterTrainingOptions _options;
    private readonly IReadOnlyList<SegmenterExample> _examples;
    private readonly Device _device;
    private readonly BatchesAhead<(float[] Frames, float[] Targets)> _ahead;

    /// <exception cref="PostFocusException">A frame is too small, or there is nothing to train on.</exception>
    public SegmenterExamples(SegmenterTrainingOptions options, IReadOnlyList<SegmenterExample> examples, Device device)
    {
        if (examples.Count == 0)
            throw new PostFocusException("There are no frames to train on.");
        for (var i = 0; i < examples.Count; i++)
            examples[i].Image.RequireAtLeast(options.TileSize, $"Frame {i}");
        (_options, _examples, _device) = (options, examples, device);
        _ahead = new(DrawExamples, options, (long)options.TileSize * options.TileSize + Targets(options.TileSize));
    }

    public int Count => _examples.Count;

    /// <summary>The random batch of a step: crops in random orientations, of random contrast and brightness, with noise.</summary>
    public SegmenterBatch Draw(long step)
    {
        var (frames, targets) = _ahead.Take(step);
        return Tensors(frames, targets, _options.BatchSize, _options.TileSize);
    }

    private (float[] Frames, float[] Targets) DrawExamples(long step)
    {
        var random = new KeyedRandom(_options.UsedSeed, RandomUse.Batch, step);
        var (count, side) = (_options.BatchSize, _options.TileSize);
        var frames = new float[count * side * side];
        var targets = new float[count * Targets(side)];
        for (var i = 0; i < count; i++)
        {
            var example = _examples[random.Below(_examples.Count)];
            var orientation = new Orientation(random.Below(Orientation.Count));
            var mask = example.Mask.Turned(orientation);
            var (top, left) = (random.Below(mask.Height - side + 1), random.Below(mask.Width - side + 1));
            var frame = frames.AsSpan(i * side * side, side * side);
            for (var y = 0; y < side; y++)
            for (var x = 0; x < side; x++)
            {
                var (row, column) = orientation.Source(top + y, left + x, example.Image.Height, example.Image.Width);
                frame[y * side + x] = example.Image[row, column];
            }
            var gain = 1 + random.Uniform(-_options.Contrast, _options.Contrast);
            var offset = random.Uniform(-_options.Brightness, _options.Brightness);
            for (var at = 0; at < frame.Length; at++)
                frame[at] = (float)(gain * frame[at] + offset);
            Acquisition.Apply(_options.Acquisition, frame, side, random);
            StarTargets(mask).Write(top, left, side, targets.AsSpan(i * Targets(side), Targets(side)));
        }
        return (frames, targets);
    }

    /// <summary>The largest square in the middle of a validation frame that the exported network could take, and its cells.</summary>
    public (SegmenterBatch Batch, Frame Labels) Center(SegmenterExample example, int index)
    {
        var reduction = _options.Network.Reduction;
        var side = Math.Min(_options.TileSize, Math.Min(example.Image.Height, example.Image.Width) / reduction * reduction);
        var (top, left) = ((example.Image.Height - side) / 2, (example.Image.Width - side) / 2);
        float[] frame = new float[side * side],
            targets = new float[Targets(side)];
        example.Image.Crop(top, left, side, 0, frame);
        Acquisition.Apply(_options.Acquisition, frame, side, new(_options.UsedSeed, RandomUse.ValidationFrames, index));
        StarTargets(example.Mask).Write(top, left, side, targets);
        return (Tensors(frame, targets, 1, side), example.Mask.Part(top, left, side, side));
    }

    private StarTargets StarTargets(CellMask mask) => new(mask, _options.Network.Grid, _options.Network.Rays);

    private int Targets(int side) => _options.Network.Outputs * (side / _options.Network.Grid) * (side / _options.Network.Grid);

    private SegmenterBatch Tensors(float[] frames, float[] targets, int count, int side)
    {
        var squares = side / _options.Network.Grid;
        return new(
            tensor(frames, [count, 1, side, side]).to(_device),
            tensor(targets, [count, _options.Network.Outputs, squares, squares]).to(_device)
        );
    }
}
