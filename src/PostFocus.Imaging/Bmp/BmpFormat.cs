using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Bmp;

/// <summary>Windows bitmaps. They have no place for provenance.</summary>
internal sealed class BmpFormat : SingleFrameFormat
{
    public override string Name => "BMP";

    public override IReadOnlyList<string> Extensions => [".bmp"];

    public override bool Recognises(FrameSource source) => source.Start.StartsWith("BM"u8);

    public override Frame Read(FrameSource source) => BmpReader.Read(source.Stream, source.Path);

    public override void Write(FrameSource original, string destination, Frame frame, Provenance? provenance)
    {
        using var copy = PatchedCopy.Create(
            this,
            original,
            destination,
            file =>
            {
                BmpPatcher.Replace(file, original.Path, frame);
                return file;
            }
        );
    }

    public override void RequireWritable(FrameSource original, Frame frame)
    {
        foreach (var _ in BmpPatcher.Rows(original.Stream, original.Path, frame)) { }
    }
}
