namespace PostFocus.Cli.Run;

/// <summary>In which frames <c>run</c> finds cells.</summary>
internal enum CellSearch
{
    /// <summary>In none.</summary>
    None,

    /// <summary>In those that were restored, before and after.</summary>
    Restored,

    /// <summary>In all, so that they can be followed.</summary>
    All,
}
