namespace PostFocus.Imaging.Tiff;

/// <summary>Collects what lies beside the pages of a file (SubIFDs), and says what becomes of it where pages are restored.</summary>
internal sealed class ImagesBeside(TiffStructure structure)
{
    private readonly HashSet<ulong> _seen = [];
    private bool _made,
        _leftOut,
        _kept;
    private ulong _read;

    public IReadOnlyList<string> Remarks =>
        [
            .. _made ? ["lower resolutions (SubIFDs) of restored pages are made anew"] : Array.Empty<string>(),
            .. _leftOut ? ["lower resolutions (SubIFDs) of restored pages that cannot be made are left out"] : Array.Empty<string>(),
            .. _kept ? ["other images beside pages (SubIFDs) are not judged, and copied as they are"] : Array.Empty<string>(),
        ];

    public void Add(TiffDirectory page)
    {
        // What pages share could be more than anyone has time to read.
        if (!page.Entries.ContainsKey(TiffSubImages.Tag) || _read > (ulong)structure.Bytes.Length)
            return;
        if (new TiffPageReader(structure, page).ReadIfSound() is not { } layout)
            return;
        _read += (ulong)layout.Segments.Count;
        var images = TiffSubImages.Of(structure, layout);
        _kept |= images.Count == 0;
        foreach (var image in images)
        {
            _read += image.Directory?.Bytes ?? 1;
            // One that pages share cannot be right for all of them.
            var canBeMade = image.Layout is not null && _seen.Add(image.Offset);
            _made |= canBeMade;
            _leftOut |= image.IsLevel && !canBeMade;
            _kept |= !image.IsLevel;
        }
    }
}
