namespace PostFocus.Trainers.Training.Restorer;

/// <summary>
/// Cuts the pairs of few large fields into parts that count as fields of their own, so that some can be held out for validation.
/// </summary>
internal static class PairParts
{
    /// <summary>Of all fields together, at least.</summary>
    private const int FewestParts = 10;

    /// <param name="pairs">The pairs and their fields.</param>
    /// <param name="least">Least height and width of a part, pixels; where frames are too small for it they stay whole.</param>
    public static IReadOnlyList<(RestorerPair Item, string Group)> Cut(IReadOnlyList<(RestorerPair Item, string Group)> pairs, int least)
    {
        var fields = pairs.Select(p => p.Group).Distinct().Count();
        var across = pairs.Select(p => Math.Min(p.Item.Truth.Height, p.Item.Truth.Width) / least).DefaultIfEmpty(1).Min();
        var parts = Math.Min(across, (int)Math.Ceiling(Math.Sqrt((double)FewestParts / Math.Max(1, fields))));
        return parts < 2 ? pairs : [.. pairs.SelectMany(p => Parts(p.Item, p.Group, parts))];
    }

    private static IEnumerable<(RestorerPair, string)> Parts(RestorerPair pair, string group, int parts)
    {
        var (height, width) = (pair.Truth.Height / parts, pair.Truth.Width / parts);
        for (var row = 0; row < parts; row++)
        for (var column = 0; column < parts; column++)
        {
            UnitImage Part(UnitImage image) => image.Part(row * height, column * width, height, width);
            yield return (
                new(
                    Part(pair.Blurred),
                    Part(pair.Truth),
                    pair.Before is { } before ? before with { Image = Part(before.Image) } : null,
                    pair.After is { } after ? after with { Image = Part(after.Image) } : null
                ),
                $"{group}, part {row + 1} {column + 1}"
            );
        }
    }
}
