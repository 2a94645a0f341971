namespace PostFocus.Imaging.Png;

/// <summary>PNG.</summary>
internal sealed class PngFormat : SingleFrameFormat
{
    public override string Name => "PNG";

    public override IReadOnlyList<string> Extensions => [".png"];

    public override bool Recognises(FrameSource source) => source.Start.StartsWith(PngChunk.Signature);

    public override Frame Read(FrameSource source) => PngReader.Read(source.Stream, source.Path);

    public override void Write(FrameSource original, string destination, Frame frame, Provenance? provenance) =>
        PngWriter.WriteLike(destination, frame, PngReader.Chunks(original.Stream, original.Path), original.Path, provenance);

    public override void RequireWritable(FrameSource original, Frame frame) =>
        PngWriter.WritableHeader(frame, PngReader.Chunks(original.Stream, original.Path), original.Path);
}
