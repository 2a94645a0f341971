using System.Text.Json;

namespace PostFocus.Imaging;

/// <summary>What a folder is to those who look for images.</summary>
internal enum ZarrContent
{
    /// <summary>Any folder, or a Zarr group that holds no image by itself, such as a plate or a well.</summary>
    Folder,

    /// <summary>One image, or several that belong together.</summary>
    Images,

    /// <summary>Segmentations of an image: numbers of objects, and no intensities.</summary>
    Labels,
}

/// <summary>Images in Zarr folders.</summary>
internal static class ZarrFolder
{
    private static readonly string[] s_extensions = [".ome.zarr", ".zarr"];

    public static ZarrContent Recognise(string folder)
    {
        if (!ZarrNode.IsAt(folder))
            return ZarrContent.Folder;
        var node = ZarrNode.Open(folder);
        if (node.Ome.Get("image-label") is not null)
            return ZarrContent.Labels;
        if (node.Array is not null || ZarrMultiscales.IsIn(node) || IsSeries(node))
            return ZarrContent.Images;
        return node.Ome.Get("labels") is not null ? ZarrContent.Labels : ZarrContent.Folder;
    }

    /// <summary>A layout an image: of the folder's own, or of the series in it. Each has its own folder as its path.</summary>
    public static IReadOnlyList<StackLayout> Layouts(string folder, string? axisOrder)
    {
        var node = ZarrNode.Open(folder);
        if (node.Array is not null || ZarrMultiscales.IsIn(node) || !IsSeries(node))
            return [ZarrImage.Open(folder).Layout(axisOrder)];
        string[] images = [.. Series(node)];
        return images.Length > 0
            ? [.. images.Select((image, i) => ZarrImage.Open(image).Layout(axisOrder) with { Series = i, SeriesCount = images.Length })]
            : throw node.Refuse("its metadata announce images (bioformats2raw.layout), but there are none. Copy or write it again.");
    }

    /// <summary>A folder's name without ".zarr" or ".ome.zarr".</summary>
    public static string Stem(string name)
    {
        var extension = s_extensions.FirstOrDefault(e => name.Length > e.Length && name.EndsWith(e, StringComparison.OrdinalIgnoreCase));
        return extension is null ? name : name[..^extension.Length];
    }

    /// <summary>Whether a group is Bio-Formats' collection of images; its plates are searched like any plate.</summary>
    private static bool IsSeries(ZarrNode node) => node.Ome.Get("bioformats2raw.layout") is not null && node.Ome.Get("plate") is null;

    /// <summary>The images in their order: as listed, or else 0, 1, 2, …</summary>
    private static IEnumerable<string> Series(ZarrNode node)
    {
        var list = Path.Combine(node.Folder, "OME");
        if (ZarrNode.IsAt(list) && ZarrNode.Open(list).Ome.Get("series").Items() is { } listed)
            return listed.Select(s => node.Inside(((JsonElement?)s).Text() ?? ""));
        return Enumerable.Range(0, StackSizes.Most).Select(i => Path.Combine(node.Folder, $"{i}")).TakeWhile(ZarrNode.IsAt);
    }
}
