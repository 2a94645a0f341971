using System.Diagnostics;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.Files;

/// <summary>
/// Megabytes (10⁶) of pixels as stored, a second of the processor, by this library, by LibTiff.NET and by LibTiff's tools (null: not
/// installed).
/// </summary>
internal sealed record FileTiming(
    FileLayout Layout,
    double Share,
    double Read,
    double LibraryRead,
    double? ToolRead,
    double Write,
    double LibraryWrite,
    double? ToolWrite
);

/// <summary>Times reading and writing of whole files.</summary>
internal sealed class FileSpeed(string folder, SamplePages samples, int megabytes, int repeats)
{
    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(3);

    public FileTiming Measure(FileLayout layout)
    {
        string file = Path.Combine(folder, "layout.tif"),
            plain = Path.Combine(folder, "plain.tif"),
            copy = Path.Combine(folder, "copy.tif");
        var pages = (int)Math.Ceiling(megabytes * 1e6 / (SamplePages.Side * SamplePages.Side * layout.BytesPerPixel));
        Frame[] frames = [.. samples.Take(pages, layout.Type)];
        layout.Write(file, frames);
        new FileLayout(layout.Type, BitMiracle.LibTiff.Classic.Compression.NONE, false, BitMiracle.LibTiff.Classic.Predictor.NONE).Write(
            plain,
            frames
        );
        // Other pixels than those of the template, or there would be nothing to write.
        var other = frames.Select((_, i) => (i, Frame: frames[(i + 1) % pages])).ToDictionary(p => p.i, p => p.Frame);
        var bytes = (double)pages * SamplePages.Side * SamplePages.Side * layout.BytesPerPixel;

        return new FileTiming(
            layout,
            new FileInfo(file).Length / bytes,
            Rate(() => Read(file, pages)),
            Rate(() => LibTiffNet.Read(file)),
            LibTiffTools.AreInstalled ? Rate(() => LibTiffTools.Read(file)) : null,
            Rate(() => FrameFile.WriteLike(file, copy, other)),
            Rate(() => layout.Write(copy, frames)),
            LibTiffTools.AreInstalled ? Rate(() => LibTiffTools.Copy(plain, copy, layout)) : null
        );

        double Rate(Action run)
        {
            // So long that the runtime has compiled the loops for good.
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < s_warmUp; )
                run();
            var seconds = new double[repeats];
            for (var i = 0; i < repeats; i++)
                seconds[i] = ProcessorTime.Of(run);
            return bytes / 1e6 / seconds.Median();
        }
    }

    private static void Read(string file, int pages)
    {
        using var reader = new FrameReader();
        for (var page = 0; page < pages; page++)
            _ = reader.Read(new FrameLocation(file, page));
    }
}
