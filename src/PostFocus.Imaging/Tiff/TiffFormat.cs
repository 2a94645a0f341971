using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Tiff;

/// <summary>TIFF and BigTIFF, and by another name MetaMorph's stacks.</summary>
internal sealed class TiffFormat : IFrameFormat
{
    public string Name => "TIFF";

    public IReadOnlyList<string> Extensions => [".tif", ".tiff", ".stk"];

    public bool Recognises(FrameSource source) =>
        source.Start.StartsWith("II*\0"u8)
        || source.Start.StartsWith("MM\0*"u8)
        || source.Start.StartsWith("II+\0"u8)
        || source.Start.StartsWith("MM\0+"u8);

    public IFramePages Open(FrameSource source) => new TiffPages(source);

    public IPageReplacer Rewrite(FrameSource original, string destination, Provenance? provenance) =>
        PatchedCopy.Create(this, original, destination, copy => new TiffPatcher(copy, original.Path, provenance));
}
