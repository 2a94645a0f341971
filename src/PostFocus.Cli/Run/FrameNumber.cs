namespace PostFocus.Cli.Run;

/// <summary>Writes a frame's number into the corner of a picture, white on black.</summary>
internal static class FrameNumber
{
    private const int Height = 5,
        Width = 3,
        Scale = 2,
        Margin = 2;

    // Rows of three pixels from the top, the left one in the highest bit.
    private static readonly byte[][] s_digits =
    [
        [7, 5, 5, 5, 7],
        [2, 6, 2, 2, 7],
        [7, 1, 7, 4, 7],
        [7, 1, 7, 1, 7],
        [5, 5, 7, 1, 1],
        [7, 4, 7, 1, 7],
        [7, 4, 7, 5, 7],
        [7, 1, 2, 2, 2],
        [7, 5, 7, 5, 7],
        [7, 5, 7, 1, 7],
    ];

    /// <param name="picture">Grey pixels, row-major; a number that does not fit is cut off.</param>
    /// <param name="height">Rows of the picture.</param>
    /// <param name="width">Columns of the picture.</param>
    /// <param name="number">From 0.</param>
    public static void Stamp(Span<byte> picture, int height, int width, int number)
    {
        int[] digits = [.. $"{number}".Select(c => c - '0')];
        int boxHeight = Scale * Height + 2 * Margin,
            boxWidth = Scale * ((Width + 1) * digits.Length - 1) + 2 * Margin;
        for (var y = 0; y < Math.Min(boxHeight, height); y++)
        for (var x = 0; x < Math.Min(boxWidth, width); x++)
            picture[y * width + x] = IsInk(digits, y - Margin, x - Margin) ? byte.MaxValue : byte.MinValue;
    }

    private static bool IsInk(int[] digits, int y, int x)
    {
        if (x < 0 || y < 0 || y >= Scale * Height)
            return false;
        (var digit, var column) = Math.DivRem(x / Scale, Width + 1);
        return digit < digits.Length && column < Width && (s_digits[digits[digit]][y / Scale] >> (Width - 1 - column) & 1) == 1;
    }
}
