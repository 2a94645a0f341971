namespace PostFocus.Imaging.Cells;

/// <summary>Label images as whole numbers.</summary>
internal static class CellLabels
{
    // The largest whole number up to which floats hold all.
    private const int Most = 1 << 24;

    /// <exception cref="ArgumentException">A count is not a whole number from 0 on.</exception>
    public static int[] Of(Frame labels)
    {
        ArgumentNullException.ThrowIfNull(labels);
        var numbers = new int[labels.Counts.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            var count = labels.Counts[i];
            if (!(count >= 0 && count <= Most && count == MathF.Truncate(count)))
                throw new ArgumentException($"A label image has whole numbers from 0 to {Most}, but pixel {i} is {count}.", nameof(labels));
            numbers[i] = (int)count;
        }
        return numbers;
    }
}
