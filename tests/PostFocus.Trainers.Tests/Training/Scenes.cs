using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Classifier;
using PostFocus.Trainers.Training.Restorer;

namespace PostFocus.Trainers.Tests.Training;

/// <summary>Small frames of bright discs, sharp or blurred.</summary>
internal static class Scenes
{
    public static UnitImage Disc(int index, int side, double softness)
    {
        var random = new Random(index);
        var (y0, x0, radius) = (side * (0.3 + 0.4 * random.NextDouble()), side * (0.3 + 0.4 * random.NextDouble()), side * 0.2);
        var pixels = new float[side * side];
        for (var y = 0; y < side; y++)
        for (var x = 0; x < side; x++)
            pixels[y * side + x] = (float)Math.Tanh((radius - double.Hypot(y - y0, x - x0)) / softness);
        return new(pixels, side, side);
    }

    public static ClassifierExample[] Examples(int count, int side) =>
        [.. Enumerable.Range(0, count).Select(i => new ClassifierExample(Disc(i, side, i % 2 == 0 ? 0.7 : 4), i % 2))];

    public static RestorerPair[] Pairs(int count, int side) =>
        [.. Enumerable.Range(0, count).Select(i => new RestorerPair(Disc(i, side, 4), Disc(i, side, 0.7)))];

    /// <summary>Reports at once, unlike <see cref="Progress{T}"/>.</summary>
    public sealed class Listener(Action<TrainingProgress> listen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => listen(value);
    }
}
