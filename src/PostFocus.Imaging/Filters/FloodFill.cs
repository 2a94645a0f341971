namespace PostFocus.Imaging.Filters;

/// <summary>Pixels that are joined by their sides.</summary>
internal static class FloodFill
{
    /// <summary>Adds all that can be reached from some through pixels that belong to them, each once, the nearest first.</summary>
    /// <param name="found">Receives them.</param>
    /// <param name="starts">Where to begin; those that do not belong are passed over.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="seen">Row-major: pixels not to visit again; those that are found are added.</param>
    /// <param name="belongs">Whether a pixel does.</param>
    public static void Into(List<int> found, IEnumerable<int> starts, int height, int width, bool[] seen, Func<int, bool> belongs)
    {
        var next = found.Count;
        foreach (var start in starts)
            Visit(start);
        for (; next < found.Count; next++)
        {
            var at = found[next];
            var (y, x) = Math.DivRem(at, width);
            if (y > 0)
                Visit(at - width);
            if (y < height - 1)
                Visit(at + width);
            if (x > 0)
                Visit(at - 1);
            if (x < width - 1)
                Visit(at + 1);
        }

        void Visit(int at)
        {
            if (seen[at] || !belongs(at))
                return;
            seen[at] = true;
            found.Add(at);
        }
    }
}
