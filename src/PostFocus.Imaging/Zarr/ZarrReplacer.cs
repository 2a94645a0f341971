using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Zarr;

/// <summary>A copy of a Zarr image with new pixels in some planes, and in what its lower resolutions show of them.</summary>
internal sealed class ZarrReplacer : IPageReplacer
{
    private readonly string _original,
        _copy;
    private readonly ZarrImage _image;
    private readonly SpooledPlanes _planes;
    private int _spools;

    public ZarrReplacer(string original, string copy)
    {
        (_original, _copy) = (original, copy);
        _image = ZarrImage.Open(original);
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

    public void Complete(IEnumerable<int> replaced)
    {
        _image.Full.Rewrite(CopyOf(_image.Full), _planes);
        Lower(_image.Full, _planes, [.. _image.Lower()]);
    }

    public void Dispose() => _planes.Dispose();

    /// <summary>Each resolution is made of the next higher one.</summary>
    private void Lower(ZarrArray above, SpooledPlanes changed, ReadOnlySpan<ZarrArray> levels)
    {
        if (levels is not [var level, .. var rest])
            return;
        using var planes = Spool(level);
        new ZarrLevel(above, level).Make(changed, planes);
        level.Rewrite(CopyOf(level), planes);
        Lower(level, planes, rest);
    }

    private SpooledPlanes Spool(ZarrArray array) =>
        new(Path.Combine(_copy, $".{_spools++}-{Guid.NewGuid():N}.planes"), array.Height, array.Width);

    private string CopyOf(ZarrArray array) => Path.Combine(_copy, Path.GetRelativePath(_original, array.Folder));
}
