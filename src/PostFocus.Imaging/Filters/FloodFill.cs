namespace PostFocus.Imaging.Filters;

/// <summary>Pixels that are joined by their sides.</summary>
internal static class FloodFill
{
    /// <summary>All that can be reached from some through pixels that belong to them, each once, in no certain order.</summary>
    /// <param name="starts">Where to begin; those that do not belong are passed over.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="seen">Row-major: pixels not to visit again; those that are given out are added.</param>
    /// <param name="belongs">Whether a pixel does.</param>
    public static IEnumerable<int> From(IEnumerable<int> starts, int height, int width, bool[] seen, Func<int, bool> belongs)
    {
        var open = new Stack<int>();
        foreach (var start in starts)
            Visit(start);
        while (open.TryPop(out var at))
        {
            yield return at;
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
            open.Push(at);
        }
    }
}
