namespace PostFocus.Imaging.Sequences.Labels;

/// <summary>What a frame looks like to those who look for label images.</summary>
internal enum LabelLook
{
    /// <summary>A recorded frame.</summary>
    Intensities,

    /// <summary>All counts are 0: either.</summary>
    Empty,

    /// <summary>Areas, each of one whole number.</summary>
    Labels,
}

/// <summary>
/// Tells label images, which number the objects of a frame, from recorded ones. In doubt a frame is a recorded one.
/// </summary>
internal static class LabelImage
{
    private const double LeastBackground = 0.1; // of the pixels

    // Of a pixel's neighbours to the right and below, on average alike: 2 inside of an area, 1.33 in squares of 3 × 3. Noise
    // of zeros and ones, of share p, has 2p among the ones and 2(1 - p) among the zeros, and never both.
    private const double LeastAlikeInObjects = 1.3,
        LeastAlikeInBackground = 0.8;

    private const double LeastAreas = 0.9; // of the values

    // Of neighbours with other numbers, those that are not the next number, for each that is: labels come in rows.
    private const double LeastJumps = 1,
        LeastJumpsOfConfluent = 0.5;

    public static LabelLook Look(Frame frame)
    {
        var counts = frame.Counts;
        var zeros = 0;
        foreach (var count in counts)
        {
            if (count < 0 || count != MathF.Truncate(count))
                return LabelLook.Intensities;
            zeros += count == 0 ? 1 : 0;
        }
        if (zeros == counts.Length)
            return LabelLook.Empty;
        var isConfluent = zeros < LeastBackground * counts.Length;
        var (zerosAlike, objectsAlike) = Alike(frame);
        return
            (isConfluent || zerosAlike >= LeastAlikeInBackground * zeros)
            && objectsAlike >= LeastAlikeInObjects * (counts.Length - zeros)
            && AreAreas(frame, isConfluent ? LeastJumpsOfConfluent : LeastJumps)
            && (!isConfluent || LabelPieces.AreLabels(frame))
            ? LabelLook.Labels
            : LabelLook.Intensities;
    }

    /// <summary>How many neighbours are equal: of zeros, and of all other counts.</summary>
    private static (int Zeros, int Others) Alike(Frame frame)
    {
        int zeros = 0,
            others = 0;
        for (var y = 0; y < frame.Height; y++)
        {
            ReadOnlySpan<float> row = frame.Counts.AsSpan(y * frame.Width, frame.Width),
                below = y + 1 < frame.Height ? frame.Counts.AsSpan((y + 1) * frame.Width, frame.Width) : [];
            for (var x = 0; x < row.Length; x++)
            {
                var alike = (x + 1 < row.Length && row[x] == row[x + 1] ? 1 : 0) + (x < below.Length && row[x] == below[x] ? 1 : 0);
                if (row[x] == 0)
                    zeros += alike;
                else
                    others += alike;
            }
        }
        return (zeros, others);
    }

    /// <summary>Whether the values fill areas, and these are not steps of a smooth slope.</summary>
    private static bool AreAreas(Frame frame, double leastJumps)
    {
        var counts = frame.Counts;
        float[] values = [.. counts.Where(c => c != 0).Distinct().Order()];
        var rankOf = values.Index().ToDictionary(v => v.Item, v => v.Index + 1);
        rankOf[0] = 0;
        var pixels = new int[values.Length + 1];
        var alike = new int[values.Length + 1];
        // Objects that the border cuts may be slivers.
        var isCut = new bool[values.Length + 1];
        for (var i = 0; i < counts.Length; i++)
        {
            var rank = rankOf[counts[i]];
            pixels[rank]++;
            var (y, x) = Math.DivRem(i, frame.Width);
            isCut[rank] |= y == 0 || x == 0 || y == frame.Height - 1 || x == frame.Width - 1;
        }
        // Down a slope each value touches the next one only; labels touch the background, and each other in any order.
        long steps = 0,
            jumps = 0;
        foreach (var (a, b) in Neighbours(frame))
        {
            int first = rankOf[counts[a]],
                second = rankOf[counts[b]];
            if (first == second)
                alike[first]++;
            else if (Math.Abs(first - second) > 1)
                jumps++;
            else if (first > 0 && second > 0)
                steps++;
        }
        var areas = Enumerable.Range(1, values.Length).Count(rank => alike[rank] >= pixels[rank] || isCut[rank]);
        return areas >= LeastAreas * values.Length && jumps >= leastJumps * steps;
    }

    /// <summary>Pixels with their right and lower neighbours.</summary>
    private static IEnumerable<(int A, int B)> Neighbours(Frame frame)
    {
        for (var y = 0; y < frame.Height; y++)
        {
            for (var x = 0; x < frame.Width; x++)
            {
                var i = y * frame.Width + x;
                if (x + 1 < frame.Width)
                    yield return (i, i + 1);
                if (y + 1 < frame.Height)
                    yield return (i, i + frame.Width);
            }
        }
    }
}
