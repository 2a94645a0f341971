namespace PostFocus.Imaging.NoData;

/// <summary>The most rows in a row that are equal to the one above, though their pixels differ.</summary>
/// <param name="Longest">Anywhere in the frame.</param>
/// <param name="Within">
/// Between others, in a frame whose other rows mostly differ: neither at an end, where registration can repeat the outermost row, nor
/// in one that was enlarged; of rows of which most neighbours differ, as noise makes them.
/// </param>
internal readonly record struct RepeatedRows(int Longest, int Within)
{
    public static RepeatedRows Of(Frame frame)
    {
        int longest = 0,
            within = 0,
            all = 0,
            repeated = 0;
        for (var y = 1; y < frame.Height; y++)
        {
            var row = Row(frame, y);
            if (row.SequenceEqual(Row(frame, y - 1)) && row.ContainsAnyExcept(row[0]))
            {
                repeated++;
                all++;
                longest = Math.Max(longest, repeated);
                continue;
            }
            if (repeated < y - 1 && IsNoisy(Row(frame, y - 1)))
                within = Math.Max(within, repeated);
            repeated = 0;
        }
        return new(longest, 2 * all < frame.Height ? within : 0);
    }

    private static ReadOnlySpan<float> Row(Frame frame, int y) => frame.Counts.AsSpan(y * frame.Width, frame.Width);

    /// <summary>Whether most pixels differ from the one beside them: so noise makes them, and no label, bar or drawing.</summary>
    public static bool IsNoisy(ReadOnlySpan<float> row)
    {
        var differ = 0;
        for (var i = 1; i < row.Length; i++)
            differ += row[i] != row[i - 1] ? 1 : 0;
        return 2 * differ >= row.Length - 1;
    }
}
