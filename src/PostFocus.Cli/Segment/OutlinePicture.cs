using PostFocus.Imaging.Pictures;

namespace PostFocus.Cli.Segment;

/// <summary>A picture of the cells' outlines on up to eight frames of a sequence, evenly spread.</summary>
/// <param name="frames">How many frames the sequence has.</param>
internal sealed class OutlinePicture(int frames)
{
    private const int Most = 8,
        InARow = 4,
        Gap = 4,
        Side = 256;
    private const byte Background = 32;

    private readonly List<(int Height, int Width, Tile Tile)> _tiles = [];

    /// <summary>Takes a frame, if it is one of those to be shown.</summary>
    public void Offer(int index, FoundCells found)
    {
        var shown = Math.Min(frames, Most);
        if (!Enumerable.Range(0, shown).Any(i => (int)((long)i * frames / shown) == index))
            return;
        var (height, width) = (found.Frame.Height, found.Frame.Width);
        var enlarged = Math.Max(1, Side / Math.Max(height, width));
        _tiles.Add(
            (
                height * enlarged,
                width * enlarged,
                OutlinedFrame.Of(found.Frame, found.Intensity.Black, found.Intensity.White, found.Labels, enlarged)
            )
        );
    }

    /// <summary>Writes it; nothing where no frame could be used.</summary>
    public void Write(string path)
    {
        var montage = new Montage(Gap, Background);
        foreach (var alike in _tiles.GroupBy(tile => (tile.Height, tile.Width)))
        foreach (var row in alike.Chunk(InARow))
            montage.AddRow(alike.Key.Height, alike.Key.Width, [.. row.Select(tile => tile.Tile)]);
        montage.WriteRgb(path);
    }
}
