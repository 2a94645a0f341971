using BitMiracle.LibTiff.Classic;

namespace PostFocus.Imaging;

/// <summary>The lower resolutions of a page, in directories of their own that its tag SubIFDs names.</summary>
internal static class TiffLevels
{
    public const ushort Tag = (ushort)TiffTag.SUBIFD;

    /// <summary>More halvings than any frame has.</summary>
    private const int Most = 32;

    /// <summary>Their directories, none where the page has none; null where they cannot be read.</summary>
    public static IReadOnlyList<TiffDirectory>? Directories(TiffStructure structure, TiffDirectory page)
    {
        if (!page.Entries.TryGetValue(Tag, out var entry))
            return [];
        if (entry.Type is not (4 or 13 or 16 or 18) || entry.Count is 0 or > Most)
            return null;
        try
        {
            var bytes = TiffEntry.BytesOf(entry.Type);
            return [.. Enumerable.Range(0, (int)entry.Count).Select(i =>
                structure.ReadDirectory(page.Page, structure.Bytes.Read(entry.ValueOffset + (ulong)(i * bytes), bytes)))];
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    /// <summary>A frame in the resolution of each level; null where any of them is no smaller copy of its page that can be written.</summary>
    public static IReadOnlyList<(Frame Frame, TiffPage Layout)>? Of(Frame frame, TiffStructure structure, IReadOnlyList<TiffDirectory> directories)
    {
        var levels = new List<(Frame, TiffPage)>();
        foreach (var directory in directories)
        {
            if (Layout(structure, directory) is not { } level || !IsSmaller(level, frame) || level.CountType != frame.PixelType || !level.CanBeWritten)
                return null;
            var kind = SampleKind.Of(frame.PixelType);
            var counts = FrameScaling.Resample(frame.Counts, frame.Height, frame.Width, level.Height, level.Width);
            var scaled = new Frame(level.Height, level.Width, [.. counts.Select(kind.Round)], frame.PixelType);
            if (level.Palette?.Lacks(scaled) is not null)
                return null;
            levels.Add((scaled, level));
        }
        return levels;
    }

    private static TiffPage? Layout(TiffStructure structure, TiffDirectory directory)
    {
        try
        {
            return new TiffPageReader(structure, directory).Read();
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    /// <summary>Of the same field, as far as whole pixels allow.</summary>
    private static bool IsSmaller(TiffPage level, Frame frame) =>
        level.Height <= frame.Height && level.Width < frame.Width
        && Math.Abs((double)level.Width * frame.Height / frame.Width - level.Height) <= 1;
}
