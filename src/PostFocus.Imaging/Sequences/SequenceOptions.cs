using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Sequences;

/// <summary>Which frames of an input are a video: which pages of multi-page files, and what file names say.</summary>
/// <remarks>All indices count from 0; numbers in file names are taken as written.</remarks>
public sealed record SequenceOptions
{
    /// <summary>The channel to take; null (default): the only one, and an error where there are several.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Channel
    {
        get;
        init => field = NotNegative(value, nameof(Channel));
    }

    /// <summary>
    /// The focal plane to take, its index along Z or, in file names, its number, which may be negative; null (default): the only one, and
    /// an error where there are several.
    /// </summary>
    public int? Plane { get; init; }

    /// <summary>The series (OME image) to take; null (default): each of them, as a sequence of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public int? Series
    {
        get;
        init => field = NotNegative(value, nameof(Series));
    }

    /// <summary>
    /// What the pages are, where the file's metadata say nothing or something wrong; null (default): what the metadata
    /// say. Letters T, Z and C, slowest first, each with its size; one of them may go without and takes what is left.
    /// "T": every page is an instant. "TC2": two channels an instant, page after page. "T20Z5C2": 200 pages, channels
    /// next to each other. The metadata are then not read at all.
    /// </summary>
    /// <exception cref="ArgumentException">It is not an order of axes.</exception>
    public string? AxisOrder
    {
        get;
        init
        {
            if (value is not null)
                PostFocus.Imaging.Layout.AxisOrder.Parse(value);
            field = value;
        }
    }

    /// <summary>
    /// What the names of the files in a folder say; null (default): nothing, and each folder of single-page files is a
    /// sequence. Files that are named otherwise are left out.
    /// </summary>
    /// <remarks>
    /// <para>"{well}_t{frame}": a part in braces has a name. {frame} is the number of the instant, {channel} and {plane}
    /// are numbers that <see cref="Channel"/> and <see cref="Plane"/> choose from; all other parts together, joined by
    /// '/', are the name of the sequence. {well:B*} restricts a part; * stands for any characters and ? for one, but
    /// not for '/'. In numbers they stand for digits: {frame:???} has three. A plane's number may have a sign
    /// before them: "-05", "+10". Digits of a UUID belong to no number before it. No part is empty. Upper and lower case are the same. An
    /// extension may be left out.</para>
    /// <para>A pattern with '/' (or '\') is of the path relative to the input, one without of the file's name, and the
    /// sequence's name then begins with the folder. Numbered frames keep their numbers as index, missing ones leave a
    /// gap. A multi-page file of one instant may be a numbered frame; without {frame}, the frames of a sequence's files
    /// follow one another.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">It is not a pattern.</exception>
    public string? NamePattern
    {
        get;
        init
        {
            if (value is not null)
                PostFocus.Imaging.Sequences.Names.NamePattern.Parse(value);
            field = value;
        }
    }

    /// <summary>
    /// Only sequences for which this file or folder exists: a path relative to the input, with parts of
    /// <see cref="NamePattern"/> in it, such as "{block}/labels/{well}". Null (default): all.
    /// </summary>
    public string? Having { get; init; }

    /// <summary>Only sequences for which this does not exist; otherwise like <see cref="Having"/>.</summary>
    public string? NotHaving { get; init; }

    /// <summary>
    /// Side of a pixel in the sample, 0.001 to 1000 µm, whatever metadata and manifests say; null (default): what they say.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of its range.</exception>
    public double? PixelMicrons
    {
        get;
        init => field = PixelSize.Checked(value);
    }

    private static int? NotNegative(int? value, string name) =>
        value is not < 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} counts from 0.");
}
