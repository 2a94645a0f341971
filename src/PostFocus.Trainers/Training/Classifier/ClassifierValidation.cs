using PostFocus.Trainers.Networks;
using PostFocus.Transforms.Tiling;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Classifier;

/// <summary>Measures a network on frames as it is used: on adjoining tiles, whose outputs are averaged.</summary>
internal sealed class ClassifierValidation(
    ClassifierTrainingOptions options,
    IReadOnlyList<ClassifierExample> frames,
    ClassifierLoss loss,
    Device device
)
{
    private readonly int _side = options.Network.InputSize;
    private readonly Dictionary<(int Height, int Width), TileGrid> _grids = [];

    /// <summary>Adds the losses and errors, and tells the logits of being out of focus.</summary>
    public (TrainingProgress Progress, float[] Logits) Measure(ClassifierNetwork network, TrainingProgress epoch)
    {
        using var noGradient = no_grad();
        network.eval();
        using var scope = NewDisposeScope();
        var outputs = Outputs(network);
        var classes = outputs.narrow(1, 0, options.Network.Classes).argmax(1).data<long>().ToArray();
        var measured = epoch with
        {
            ValidationLoss = loss.Validation(outputs.to(device), frames).item<float>(),
            ValidationAccuracy = frames.Zip(classes, (frame, predicted) => frame.Label == predicted ? 1.0 : 0).Average(),
            ValidationDefocusError = options.Network.EstimatesDefocus ? DefocusError(outputs.select(1, options.Network.Classes)) : null,
        };
        return (measured, (outputs.select(1, 1) - outputs.select(1, 0)).data<float>().ToArray());
    }

    /// <summary>[frames, outputs], on the CPU.</summary>
    private Tensor Outputs(ClassifierNetwork network)
    {
        var (width, tiles) = (options.Network.Outputs, frames.Select(frame => Grid(frame.Image).Tiles.Count).ToArray());
        var means = new float[frames.Count * width];
        var all = frames.SelectMany((frame, index) => Enumerable.Range(0, tiles[index]).Select(tile => (index, tile)));
        foreach (var batch in all.Chunk(options.BatchSize))
        {
            using var scope = NewDisposeScope();
            var pixels = new float[batch.Length * _side * _side];
            foreach (var (i, (index, tile)) in batch.Index())
            {
                var (top, left) = Grid(frames[index].Image).Tiles[tile];
                var crop = pixels.AsSpan(i * _side * _side, _side * _side);
                frames[index].Image.Crop(top, left, _side, 0, crop);
                Acquisition.Apply(options.Acquisition, crop, _side, new(options.UsedSeed, RandomUse.ValidationFrames, index));
            }
            var values = network.forward(tensor(pixels, [batch.Length, 1, _side, _side]).to(device)).cpu().data<float>().ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                var frame = batch[i / width].index;
                means[frame * width + i % width] += values[i] / tiles[frame];
            }
        }
        return tensor(means, [frames.Count, width]);
    }

    private TileGrid Grid(UnitImage image)
    {
        if (!_grids.TryGetValue((image.Height, image.Width), out var grid))
            _grids.Add((image.Height, image.Width), grid = new(image.Height, image.Width, _side, overlap: 0));
        return grid;
    }

    private double? DefocusError(Tensor distances)
    {
        var errors = frames
            .Zip(
                distances.data<float>().ToArray(),
                (frame, distance) => Math.Abs(Math.Max(0, distance) * ClassifierNetwork.DefocusUnitMicrons - Math.Abs(frame.DefocusMicrons))
            )
            .Where(error => !double.IsNaN(error))
            .ToArray();
        return errors.Length > 0 ? errors.Average() : null;
    }
}
