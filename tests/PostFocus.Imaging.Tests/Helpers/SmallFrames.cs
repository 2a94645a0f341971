using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Files of small frames, of which only the names matter.</summary>
internal static class SmallFrames
{
    private static readonly Frame s_frame = TestFrames.Random(16, 16, PixelType.UInt8);

    public static void Write(this TemporaryFolder folder, params IEnumerable<string> names)
    {
        foreach (var name in names)
            FrameFile.WriteTiff(folder[name], [s_frame]);
    }

    /// <summary>"NAME: FILE@INDEX FILE@INDEX", by sequence.</summary>
    public static string[] Lines(this SequenceSearch search) =>
        [
            .. search.Sequences.Select(s =>
                $"{s.Name}: {string.Join(' ', s.Frames.Zip(s.Indices, (f, i) => $"{Path.GetFileName(f.Path)}@{i}"))}"
            ),
        ];
}
