namespace PostFocus.Imaging.NoData;

/// <summary>The up to eight pixels around one.</summary>
internal static class Neighbours
{
    public static IEnumerable<int> Of(int at, int height, int width)
    {
        var (y, x) = Math.DivRem(at, width);
        for (var dy = -1; dy <= 1; dy++)
        for (var dx = -1; dx <= 1; dx++)
            if ((dy, dx) != (0, 0) && y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width)
                yield return at + dy * width + dx;
    }
}
