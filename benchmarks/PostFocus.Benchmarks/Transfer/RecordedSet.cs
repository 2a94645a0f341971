using PostFocus.Benchmarks.Reality;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.Transfer;

/// <summary>Recorded images that a classifier has not been trained on.</summary>
/// <param name="Name">For the report.</param>
/// <param name="PixelMicrons">Side of a pixel in the sample; null where it is not known.</param>
/// <param name="Groups">Images that belong together, such as the planes of one place, in order; all of one size.</param>
internal sealed record RecordedSet(string Name, double? PixelMicrons, IReadOnlyList<IReadOnlyList<Frame>> Groups)
{
    /// <summary>A folder of a collection of recorded images; the images themselves are not part of this repository.</summary>
    private static string Folder(string collection, string name) =>
        Directory.Exists(Path.Combine(collection, name))
            ? Path.Combine(collection, name)
            : throw new DirectoryNotFoundException($"'{collection}' has no folder {name}.");

    /// <summary>A triplet of planes cut into places of 336 × 341 pixels: below, in and above focus.</summary>
    public static RecordedSet Sephace(string collection, SephaceTriplet triplet)
    {
        const int down = 3,
            across = 4;
        var planes = triplet.Read(Folder(collection, "sephace-brightfield-zstack"));
        int height = planes.Focus.Height / down,
            width = planes.Focus.Width / across;
        return new(
            $"sephaCe set 1, '{triplet.Name}'",
            SephaceTriplet.PixelMicrons,
            [
                .. Enumerable
                    .Range(0, down * across)
                    .Select(i =>
                        (IReadOnlyList<Frame>)
                            [
                                .. new[] { planes.Bright, planes.Focus, planes.Dark }.Select(p =>
                                    FrameCut.Cut(p, i / across * height, i % across * width, height, width)
                                ),
                            ]
                    ),
            ]
        );
    }

    /// <summary>One cell of fission yeast in 34 planes, the sharpest near the 15th.</summary>
    public static RecordedSet FissionYeast(string collection)
    {
        var path = Path.Combine(Folder(collection, "bfautofocus-fission-yeast-zstack"), "BF_34z.tif");
        using var reader = new FrameReader();
        return new(
            "BFAutofocus, fission yeast",
            null,
            [
                [.. Enumerable.Range(0, 34).Select(page => reader.Read(new FrameLocation(path, page)))],
            ]
        );
    }

    /// <summary>Traps of budding yeast, each in five planes that lie side by side in the file.</summary>
    public static RecordedSet Traps(string collection)
    {
        const int planes = 5;
        return new(
            "BABY, budding yeast in traps",
            0.183,
            [
                .. Files(collection, "baby-yeast-trap-5z-brightfield", "*.png")
                    .Select(path => FrameFile.Read(path))
                    .Select(strip =>
                        (IReadOnlyList<Frame>)
                            [
                                .. Enumerable
                                    .Range(0, planes)
                                    .Select(i => FrameCut.Cut(strip, 0, i * strip.Width / planes, strip.Height, strip.Width / planes)),
                            ]
                    ),
            ]
        );
    }

    /// <summary>Single cells in flow, of mixed focus; padding is left out.</summary>
    public static RecordedSet FlowCells(string collection)
    {
        const int side = 40;
        var montage = FrameFile.Read(Files(collection, "jurkat-imaging-flow-brightfield", "*.tif").First());
        return new(
            "Jurkat cells in flow",
            0.5,
            [
                .. Enumerable
                    .Range(0, montage.Height / side * (montage.Width / side))
                    .Select(i => FrameCut.Cut(montage, i / (montage.Width / side) * side, i % (montage.Width / side) * side, side, side))
                    .Where(cell => cell.Counts.Distinct().Take(8).Count() == 8)
                    .Select(cell => (IReadOnlyList<Frame>)[cell]),
            ]
        );
    }

    /// <summary>Whole fields that were recorded in focus.</summary>
    public static RecordedSet InFocus(string collection, string folder, string name, double? pixelMicrons) =>
        new(name, pixelMicrons, [.. Files(collection, folder, "*.tif").Select(path => (IReadOnlyList<Frame>)[FrameFile.Read(path)])]);

    private static IEnumerable<string> Files(string collection, string folder, string pattern) =>
        Directory.EnumerateFiles(Folder(collection, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
