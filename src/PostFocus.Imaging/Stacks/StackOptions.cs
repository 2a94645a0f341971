namespace PostFocus.Imaging;

/// <summary>Which pages of a multi-page file are a video. Single-page files are not affected.</summary>
/// <remarks>All indices count from 0.</remarks>
public sealed record StackOptions
{
    /// <summary>The channel to take; null (default): the only one, and an error where there are several.</summary>
    public int? Channel { get; init; }

    /// <summary>The focal plane (index along Z) to take; null (default): the only one, and an error where there are several.</summary>
    public int? Plane { get; init; }

    /// <summary>The series (OME image) to take; null (default): each of them, as a sequence of its own.</summary>
    public int? Series { get; init; }

    /// <summary>
    /// What the pages are, where the file's metadata say nothing or something wrong; null (default): what the metadata
    /// say. Letters T, Z and C, slowest first, each with its size; one of them may go without and takes what is left.
    /// "T": every page is an instant. "TC2": two channels an instant, page after page. "T20Z5C2": 200 pages, channels
    /// next to each other. The metadata are then not read at all.
    /// </summary>
    public string? AxisOrder { get; init; }
}
