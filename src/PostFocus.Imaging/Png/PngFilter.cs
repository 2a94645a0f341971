namespace PostFocus.Imaging.Png;

/// <summary>PNG's five row filters: each byte less a guess made from its neighbours (PNG specification, section 9).</summary>
internal static class PngFilter
{
    public const int Sub = 1,
        Up = 2,
        Average = 3,
        Paeth = 4;

    /// <summary>Undoes a filter in place; false if it is unknown.</summary>
    public static bool TryUndo(int filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        if (filter is < 0 or > Paeth)
            return false;
        for (var i = 0; filter != 0 && i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance],
                aboveLeft = i < distance ? 0 : above[i - distance];
            row[i] += Guess(filter, left, above[i], aboveLeft);
        }
        return true;
    }

    public static void Apply(int filter, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above, int distance, Span<byte> filtered)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i < distance ? 0 : row[i - distance],
                aboveLeft = i < distance ? 0 : above[i - distance];
            filtered[i] = (byte)(row[i] - Guess(filter, left, above[i], aboveLeft));
        }
    }

    private static byte Guess(int filter, int left, int above, int aboveLeft) =>
        (byte)(
            filter switch
            {
                Sub => left,
                Up => above,
                Average => (left + above) / 2,
                Paeth => PaethGuess(left, above, aboveLeft),
                _ => 0,
            }
        );

    private static int PaethGuess(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        int toLeft = Math.Abs(estimate - left),
            toAbove = Math.Abs(estimate - above),
            toAboveLeft = Math.Abs(estimate - aboveLeft);
        return toLeft <= toAbove && toLeft <= toAboveLeft ? left
            : toAbove <= toAboveLeft ? above
            : aboveLeft;
    }
}
