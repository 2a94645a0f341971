namespace PostFocus.Imaging.Jpeg;

/// <summary>JPEG. Other programs' comments stay, and none is added.</summary>
internal sealed class JpegFormat : SingleFrameFormat
{
    public override string Name => "JPEG";

    public override IReadOnlyList<string> Extensions => [".jpg", ".jpeg"];

    public override bool Recognises(FrameSource source) => source.Start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public override Frame Read(FrameSource source) => JpegReader.Read(source.Stream, source.Path);

    public override void Write(FrameSource original, string destination, Frame frame, Provenance? provenance) =>
        JpegWriter.WriteLike(destination, frame, JpegSegments.Read(original.Stream, original.Path), original.Path);
}
