using PostFocus.Imaging.Metrics;

namespace PostFocus.Imaging.Cells;

/// <summary>Where cells of one frame touch, or come as near as a microscope does not resolve.</summary>
public sealed class CellContacts
{
    /// <summary>Half the gap across which simulated cells are in contact, µm: what a 20× objective does not resolve.</summary>
    public const double DefaultMicrons = 0.5;

    /// <summary>Largest reach, pixels.</summary>
    public const double MostReach = 100;

    private CellContacts(IReadOnlyList<(int First, int Second)> pairs, Frame mask) => (Pairs, Mask) = (pairs, mask);

    /// <summary>Numbers of the cells that touch, the smaller first, in order.</summary>
    public IReadOnlyList<(int First, int Second)> Pairs { get; }

    /// <summary>1 where a pixel is within reach of two cells or more, else 0; 8 bits, axes [y, x] like the frame.</summary>
    public Frame Mask { get; }

    /// <summary>Finds the contacts.</summary>
    /// <param name="labels">The number of the cell at each pixel, 0 where there is none.</param>
    /// <param name="reach">How far from the outline of each of two cells a pixel of their contact may lie, pixels: 0 to 100.</param>
    /// <exception cref="ArgumentException">A count is not a whole number from 0 on.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The reach lies out of its range.</exception>
    public static CellContacts Of(Frame labels, double reach)
    {
        ArgumentNullException.ThrowIfNull(labels);
        Require.Between(reach, 0, MostReach);
        var cells = CellLabels.Of(labels);
        var near = Disk(reach + 0.5); // an outline lies half a pixel beyond the middle of the outermost one
        var mask = new float[cells.Length];
        var pairs = new SortedSet<(int, int)>();
        var here = new SortedSet<int>();
        for (var y = 0; y < labels.Height; y++)
        for (var x = 0; x < labels.Width; x++)
        {
            here.Clear();
            foreach (var (down, right) in near)
                if (y + down >= 0 && y + down < labels.Height && x + right >= 0 && x + right < labels.Width)
                    here.Add(cells[(y + down) * labels.Width + x + right]);
            here.Remove(0);
            if (here.Count < 2)
                continue;
            mask[y * labels.Width + x] = 1;
            int[] touching = [.. here];
            for (var i = 0; i < touching.Length; i++)
            for (var j = i + 1; j < touching.Length; j++)
                pairs.Add((touching[i], touching[j]));
        }
        return new([.. pairs], new Frame(labels.Height, labels.Width, mask, PixelType.UInt8));
    }

    /// <summary>Pearson's correlation of the masks: 0 where only one of them shows a contact, NaN where none does.</summary>
    /// <param name="other">Contacts in a frame of the same size.</param>
    public double Correlation(CellContacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return (Pairs.Count, other.Pairs.Count) switch
        {
            (0, 0) => double.NaN,
            (0, _) or (_, 0) => 0,
            _ => ImageMetrics.Pcc(Mask.Counts, other.Mask.Counts),
        };
    }

    /// <summary>Mean squared difference of the masks: the share of pixels where they differ.</summary>
    /// <param name="other">Contacts in a frame of the same size.</param>
    public double MeanSquaredDifference(CellContacts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ImageMetrics.MeanSquaredError(Mask.Counts, other.Mask.Counts);
    }

    private static (int Down, int Right)[] Disk(double radius)
    {
        var side = (int)radius;
        return
        [
            .. Enumerable
                .Range(-side, 2 * side + 1)
                .SelectMany(down => Enumerable.Range(-side, 2 * side + 1).Select(right => (down, right)))
                .Where(p => p.down * p.down + p.right * p.right <= radius * radius),
        ];
    }
}
