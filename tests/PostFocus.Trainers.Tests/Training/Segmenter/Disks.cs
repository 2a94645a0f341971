using PostFocus.Trainers.Training;
using PostFocus.Trainers.Training.Segmenter;

namespace PostFocus.Trainers.Tests.Training.Segmenter;

/// <summary>Frames of bright disks with their masks.</summary>
internal static class Disks
{
    public static CellMask Mask(int side, params (double X, double Y, double Radius)[] disks)
    {
        var labels = new ushort[side * side];
        for (var i = 0; i < labels.Length; i++)
        for (var d = 0; d < disks.Length; d++)
        {
            var (x, y, radius) = disks[d];
            double right = i % side - x,
                down = i / side - y;
            if (right * right + down * down <= radius * radius)
                labels[i] = (ushort)(d + 1);
        }
        return new(labels, side, side);
    }

    /// <summary>Frames with a disk each, somewhere.</summary>
    public static SegmenterExample[] Examples(int count, int side)
    {
        var random = new Random(1);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var mask = Mask(side, (random.Next(8, side - 8), random.Next(8, side - 8), 4 + 3 * random.NextDouble()));
                    var pixels = new float[side * side];
                    for (var i = 0; i < pixels.Length; i++)
                        pixels[i] = mask[i / side, i % side] > 0 ? 0.8f : -0.6f;
                    return new SegmenterExample(new UnitImage(pixels, side, side), mask);
                }),
        ];
    }
}
