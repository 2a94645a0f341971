namespace PostFocus.Transforms.Rows;

/// <summary>A row that was read: the item that its result is computed from, or, where there is none, what became of the row.</summary>
internal readonly record struct GuardedRow<TItem, TResult>(TItem? Item, Attempt<FlaggedResult<TResult>>? Outcome)
{
    /// <summary>Whether it has an item.</summary>
    public bool IsSound => Outcome is null;
}

/// <summary>A result, and what is wrong with the row's frame where that is said in a column.</summary>
internal sealed record FlaggedResult<TResult>(TResult Result, string Problem = "");
