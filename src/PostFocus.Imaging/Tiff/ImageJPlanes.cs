using System.Globalization;
using System.Text.RegularExpressions;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>
/// Stacks of more than 4 GiB as ImageJ saves them: one directory, and behind the pixels of its page those of all others,
/// without gaps. The description says how many.
/// </summary>
internal static partial class ImageJPlanes
{
    /// <summary>How many planes the file holds, and how far apart they are; null where it is an ordinary file.</summary>
    /// <param name="structure">The file.</param>
    /// <param name="page">The page of its only directory.</param>
    /// <param name="description">Its description.</param>
    public static PlanesBehind? Find(TiffStructure structure, TiffPage page, string description)
    {
        if (!ImageJDescription.Recognises(description))
            return null;
        var sizes = Sizes()
            .Matches(description)
            .DistinctBy(m => m.Groups[1].Value)
            .ToDictionary(m => m.Groups[1].Value, m => double.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture));
        var announced = Math.Max(Size("images"), Size("channels") * Size("slices") * Size("frames"));
        if (
            announced > uint.MaxValue
            || PlanesBehind.Find(structure, page, (ulong)page.BytesOf(page.Height), (ulong)announced) is not { } planes
        )
            return null;
        // One that is cut ends with its planes; behind fewer lies the directory of another writer, which kept the description.
        return planes.Count < announced && page.Directory.Offset > page.Segments[0].Offset ? planes with { Count = 1 } : planes;

        double Size(string name) => Math.Max(1, sizes.GetValueOrDefault(name));
    }

    // Seven digits: more pages than are supported.
    [GeneratedRegex("^(images|channels|slices|frames)=([0-9]{1,7})\r?$", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex Sizes();
}
