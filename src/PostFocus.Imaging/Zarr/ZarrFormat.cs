using System.Text.Json;
using PostFocus.Imaging.Json;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Zarr;

/// <summary>Zarr: images that are folders. Chunks without new pixels keep their bytes.</summary>
internal sealed class ZarrFormat : IFolderFormat
{
    public string Name => "Zarr";

    public IReadOnlyList<string> Extensions => [".ome.zarr", ".zarr"];

    public bool Recognises(FrameSource source) => source.IsFolder && ZarrNode.IsAt(source.Path);

    public IFramePages Open(FrameSource source) => ZarrImage.Open(source.Path);

    public IPageReplacer Rewrite(FrameSource original, string destination, Provenance? provenance) =>
        new ZarrReplacer(original.Path, destination, provenance);

    public void Copy(FrameSource original, string destination) => FolderTree.Copy(original.Path, destination);

    public bool SumsUp(string file) => ZarrConsolidated.IsIn(file);

    public void SumUp(string file, string destination) => ZarrConsolidated.Write(file, destination);

    public FolderContent ContentOf(string folder)
    {
        var node = ZarrNode.Open(folder);
        if (node.Ome.Get("image-label") is not null)
            return FolderContent.Labels;
        if (node.Array is not null || ZarrMultiscales.IsIn(node) || IsSeries(node))
            return FolderContent.Images;
        return node.Ome.Get("labels") is not null ? FolderContent.Labels : FolderContent.Folder;
    }

    public IReadOnlyList<StackLayout> Layouts(string folder, string? axisOrder)
    {
        var node = ZarrNode.Open(folder);
        if (node.Array is not null || ZarrMultiscales.IsIn(node) || !IsSeries(node))
            return [ZarrImage.Open(folder).Layout(axisOrder)];
        string[] images = [.. Series(node)];
        return images.Length > 0
            ? [.. images.Select((image, i) => ZarrImage.Open(image).Layout(axisOrder) with { Series = i, SeriesCount = images.Length })]
            : throw node.Refuse("its metadata announce images (bioformats2raw.layout), but there are none. Copy or write it again.");
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
