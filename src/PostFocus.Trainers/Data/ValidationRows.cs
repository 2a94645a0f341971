using Microsoft.ML;
using PostFocus.Imaging;

namespace PostFocus.Trainers.Data;

/// <summary>What a training is watched by: wells held out of its own rows, or rows of their own.</summary>
/// <param name="Fraction">Share of the wells to hold out, where there are no rows of their own.</param>
/// <param name="Set">Rows of their own; null: wells are held out.</param>
internal sealed record ValidationRows(double Fraction, IDataView? Set)
{
    private const string SetName = "ValidationSet";

    /// <param name="fraction">As the option says; null: the default.</param>
    /// <param name="standard">The default.</param>
    /// <param name="set">As the option says.</param>
    /// <exception cref="ArgumentException">Both options are set.</exception>
    public static ValidationRows Of(double? fraction, double standard, IDataView? set)
    {
        if (fraction is not null && set is not null)
        {
            throw new ArgumentException(
                $"ValidationFraction and {SetName} are both set, and a training is watched by one of them: rows held out, or rows of their own. "
                    + "Leave one out."
            );
        }
        return new(fraction ?? standard, set);
    }

    /// <summary>Whether wells are held out.</summary>
    public bool HoldsOut => Set is null && Fraction > 0;

    /// <summary>What is trained on, and what the training is watched by.</summary>
    /// <param name="items">What is trained on, or parted.</param>
    /// <param name="read">Reads the set.</param>
    /// <param name="seed">Of the split.</param>
    /// <param name="warn">Is told what is suspicious.</param>
    /// <exception cref="ArgumentException">The set lacks a column.</exception>
    /// <exception cref="PostFocusException">The set has no rows.</exception>
    public (IReadOnlyList<T> Training, IReadOnlyList<T> Validation) Split<T>(
        IReadOnlyList<(T Item, string Group)> items,
        Func<IDataView, IReadOnlyList<(T Item, string Group)>> read,
        ulong seed,
        Action<string> warn
    )
    {
        if (Set is null)
        {
            var parts = GroupSplit.Split(items, Fraction, seed);
            if (HoldsOut && items.Count > 0 && parts.Validation.Count == 0)
                warn("There are too few wells (sequences) to hold one out: nothing tells how good the network is on frames of others.");
            return parts;
        }
        var own = Read(read);
        if (own.Count == 0)
            throw new PostFocusException($"{SetName} has no rows. Check the manifest, and the filter or split that they come from.");
        string[] both = [.. items.Select(i => i.Group).Intersect(own.Select(i => i.Group)).Order(StringComparer.Ordinal)];
        if (both.Length > 0)
        {
            warn(
                $"{both.Length} wells (sequences) are trained on and in {SetName}, such as '{both[0]}': if they are the same ones, what is "
                    + "measured on them is no measure of others."
            );
        }
        return ([.. items.Select(i => i.Item)], [.. own.Select(i => i.Item)]);
    }

    private IReadOnlyList<(T Item, string Group)> Read<T>(Func<IDataView, IReadOnlyList<(T Item, string Group)>> read)
    {
        try
        {
            return read(Set!);
        }
        catch (ArgumentException e)
        {
            throw new ArgumentException($"{SetName}: {e.Message}", e);
        }
    }
}
