using System.Text.Json.Nodes;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Zarr;

/// <summary>A copy of a Zarr image with new pixels in some planes, and in what its lower resolutions show of them.</summary>
internal sealed class ZarrReplacer : IPageReplacer
{
    private readonly string _original,
        _copy;
    private readonly ZarrImage _image;
    private readonly ZarrNotes _notes;
    private readonly SpooledPlanes _planes;
    private readonly List<string> _levels = [];
    private int _spools;

    public ZarrReplacer(string original, string copy, Provenance? provenance)
    {
        (_original, _copy) = (original, copy);
        _image = ZarrImage.Open(original);
        _notes = new(_image, provenance);
        FolderTree.Copy(original, copy);
        _planes = Spool(_image.Full);
    }

    public void Replace(int page, Frame frame)
    {
        var array = _image.Full;
        if (page >= array.Planes)
            throw new FrameFormatException(_original, page, $"there is no such page: the image has {array.Planes} planes, counted from 0.");
        if ((frame.Height, frame.Width, frame.PixelType) != (array.Height, array.Width, array.Type))
            throw new ArgumentException(
                $"The frame is {frame.Height} × {frame.Width} {frame.PixelType}, but page {page} of {_original} is {array.Height} × {array.Width} {array.Type}.",
                nameof(frame)
            );
        _planes.Add(page, frame.Counts);
    }

    public void Note(int page, IReadOnlyList<(string Name, JsonValue? Value)> facts) => _notes.Add(page, facts);

    public void Complete(IEnumerable<int> replaced)
    {
        _image.Full.Rewrite(CopyOf(_image.Full), _planes);
        foreach (var levels in _image.Pyramids())
            Lower(_image.Full, _planes, levels);
        _notes.Write(_copy, replaced);
        foreach (var file in Directory.GetFiles(_copy).Where(ZarrConsolidated.IsIn))
            ZarrConsolidated.Write(file, file);
    }

    public IEnumerable<string> Remarks =>
        [
            $"chunks with restored pixels are stored {_image.Full.Stored}",
            .. _levels,
            .. _image.Others.Count > 0
                ?
                [
                    $"its multiscales name {string.Join(", ", _image.Others)} too, not as made of {Name(_image.Full)}: these stay as they are",
                ]
                : Array.Empty<string>(),
        ];

    public void Dispose() => _planes.Dispose();

    /// <summary>Each resolution is made of the next higher one.</summary>
    private void Lower(ZarrArray above, SpooledPlanes changed, ReadOnlySpan<ZarrArray> levels)
    {
        if (levels is not [var level, .. var rest])
            return;
        using var planes = Spool(level);
        _levels.Add($"resolution {Name(level)} is made of {Name(above)} by {new ZarrLevel(above, level).Make(changed, planes)}");
        level.Rewrite(CopyOf(level), planes);
        Lower(level, planes, rest);
    }

    private SpooledPlanes Spool(ZarrArray array) =>
        new(Path.Combine(_copy, $".{_spools++}-{Guid.NewGuid():N}.planes"), array.Height, array.Width);

    private string Name(ZarrArray array) => $"'{Paths.Relative(_original, array.Folder)}'";

    private string CopyOf(ZarrArray array) => Path.Combine(_copy, Path.GetRelativePath(_original, array.Folder));
}
