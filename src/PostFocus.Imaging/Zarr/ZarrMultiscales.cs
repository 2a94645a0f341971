using System.Text.Json;
using PostFocus.Imaging.Json;

namespace PostFocus.Imaging.Zarr;

/// <summary>What OME-Zarr (0.1 to 0.5) says of an image: its axes, and where its full resolution lies.</summary>
/// <param name="Dataset">Folder of the full resolution, relative to the image's.</param>
/// <param name="Axes">The array's axes, slowest first; null: not told, as before version 0.3.</param>
/// <param name="Scale">Units from one sample to the next along each axis; null: not told.</param>
/// <param name="ChannelNames">By index, as far as they are told.</param>
internal sealed record ZarrMultiscales(string Dataset, ZarrAxis[]? Axes, double[]? Scale, IReadOnlyList<string> ChannelNames)
{
    /// <summary>Folders of the lower resolutions, the highest first: a list for each entry that begins with the full one.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Pyramids { get; private init; } = [];

    /// <summary>Folders that only other entries name.</summary>
    public IReadOnlyList<string> Others { get; private init; } = [];

    /// <summary>Whether a group is an image.</summary>
    public static bool IsIn(ZarrNode node) => node.Ome.Get("multiscales").Items() is { Count: > 0 };

    public static ZarrMultiscales Read(ZarrNode node)
    {
        // The first is the one to take where there are several, and so is the first of its resolutions.
        JsonElement? image = node.Ome.Get("multiscales").Items()![0];
        if (image.Get("datasets").Items() is not [var dataset, ..] || dataset.Get("path").Text() is not { } path)
            throw node.Refuse("its multiscales metadata name no dataset. Copy or write the image again.");
        var names = (node.Ome.Get("omero").Get("channels").Items() ?? []).Select(c => c.Get("label").Text() ?? "");
        string[][] all = [.. node.Ome.Get("multiscales").Items()!.Select(entry => Datasets(entry))],
            pyramids = [.. all.Where(levels => levels.FirstOrDefault() == path)];
        return new ZarrMultiscales(path, ReadAxes(image.Get("axes").Items()), Product(Scales(dataset), Scales(image)), [.. names])
        {
            Pyramids = [.. pyramids.Select(levels => levels[1..])],
            Others = [.. all.SelectMany(levels => levels).Except(pyramids.SelectMany(levels => levels))],
        };
    }

    private static string[] Datasets(JsonElement? image) =>
        [.. (image.Get("datasets").Items() ?? []).Select(level => level.Get("path").Text()).OfType<string>()];

    private static ZarrAxis[]? ReadAxes(IReadOnlyList<JsonElement>? axes)
    {
        if (axes is null)
            return null;
        // Version 0.3 gives names alone.
        ZarrAxis[] read = [.. axes.Select(a => ((JsonElement?)a).Text() is { } name ? ZarrAxis.Named(name) : ReadAxis(a))];
        // Axes of space may have any name; their order is z, y, x. Names that say another order count: the image refuses it.
        int[] space = [.. Enumerable.Range(0, axes.Count).Where(i => axes[i].Get("type").Text() == "space")];
        for (var i = 0; i < space.Length && i < 3; i++)
            if (read[space[^(i + 1)]] is { Letter: not ('X' or 'Y' or 'Z') } unnamed)
                read[space[^(i + 1)]] = unnamed with { Letter = "XYZ"[i] };
        return read;
    }

    private static ZarrAxis ReadAxis(JsonElement axis)
    {
        var named = ZarrAxis.Named(axis.Get("name").Text());
        return axis.Get("type").Text() switch
        {
            "time" => named with { Letter = 'T', Unit = axis.Get("unit").Text() },
            "channel" => named with { Letter = 'C' },
            _ => named with { Unit = axis.Get("unit").Text() },
        };
    }

    private static double[]? Scales(JsonElement? of) =>
        of.Get("coordinateTransformations").Items() is { } transformations
        && transformations.FirstOrDefault(t => t.Get("type").Text() == "scale") is { ValueKind: JsonValueKind.Object } scale
            ? [.. (scale.Get("scale").Items() ?? []).Select(s => ((JsonElement?)s).Number() ?? double.NaN)]
            : null;

    /// <summary>The image's scale applies on top of that of its dataset.</summary>
    private static double[]? Product(double[]? dataset, double[]? image) =>
        dataset is null || image is null ? dataset ?? image : [.. dataset.Zip(image, (d, i) => d * i)];
}
