using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Testing;

/// <summary>A format whose files are empty: their frames lie in memory, and it is counted how often each is read.</summary>
public sealed class FramesInMemory(TemporaryFolder folder, params Frame[] frames) : SingleFrameFormat
{
    public override string Name => "memory";

    public override IReadOnlyList<string> Extensions => [];

    /// <summary>How often each frame was read.</summary>
    public int[] Reads { get; } = new int[frames.Length];

    /// <summary>Makes the files.</summary>
    public FrameSequence Sequence(string name) =>
        new(
            name,
            [
                .. Enumerable
                    .Range(0, frames.Length)
                    .Select(i =>
                    {
                        var path = folder[$"{name}-{i}"];
                        File.WriteAllBytes(path, []);
                        return new FrameLocation(path, 0) { Format = this };
                    }),
            ]
        );

    public override bool Recognises(FrameSource source) => false;

    public override Frame Read(FrameSource source)
    {
        var i = int.Parse(source.Path.Split('-')[^1], System.Globalization.CultureInfo.InvariantCulture);
        lock (Reads)
            Reads[i]++;
        return frames[i];
    }

    public override void Write(FrameSource original, string destination, Frame frame, Provenance? provenance) =>
        throw new NotSupportedException();
}
