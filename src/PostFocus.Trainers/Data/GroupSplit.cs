using System.IO.Hashing;
using System.Text;

namespace PostFocus.Trainers.Data;

/// <summary>Splits items so that a group (a well) is never on both sides.</summary>
internal static class GroupSplit
{
    /// <summary>
    /// Validation takes the groups whose hashes (XXH3 of name and seed) come first, so that the split depends neither
    /// on the order of rows nor, for the most part, on what other groups there are.
    /// </summary>
    public static (IReadOnlyList<T> Training, IReadOnlyList<T> Validation) Split<T>(
        IReadOnlyList<(T Item, string Group)> items,
        double validationFraction,
        ulong seed
    )
    {
        string[] groups = [.. items.Select(i => i.Group).Distinct()];
        var held = Held(groups.Length, validationFraction);
        HashSet<string> validation = [.. Shuffle(groups, seed).Take(held)];
        return (
            [.. items.Where(i => !validation.Contains(i.Group)).Select(i => i.Item)],
            [.. items.Where(i => validation.Contains(i.Group)).Select(i => i.Item)]
        );
    }

    /// <summary>Groups in an order that their names and the seed alone decide.</summary>
    public static IEnumerable<string> Shuffle(IEnumerable<string> groups, ulong seed) =>
        groups.OrderBy(g => XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(g), (long)seed));

    /// <summary>How many groups are held for validation.</summary>
    public static int Held(int groups, double validationFraction) => Math.Min(groups - 1, (int)Math.Round(groups * validationFraction));

    /// <summary>Refuses an option that does nothing where no group is held for validation.</summary>
    /// <exception cref="ArgumentException">The option is set, and there is nothing to validate on.</exception>
    public static void RequireFor(string option, object? value, int validationItems)
    {
        if (value is not null && validationItems == 0)
        {
            throw new ArgumentException(
                $"{option} needs wells (sequences) to validate on, and none is held out: there are too few. Give more wells or a larger ValidationFraction, or leave {option} out.",
                option
            );
        }
    }
}
