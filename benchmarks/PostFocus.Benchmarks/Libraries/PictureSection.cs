using PostFocus.Benchmarks.Files;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Imaging;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Libraries;

/// <summary>PNG and BMP: whether counts come as they are stored, and what is left of a file that is written like its original.</summary>
internal static class PictureSection
{
    private static readonly IPictureLibrary[] s_libraries =
    [
        new OwnPictures(),
        new ImageSharpPictures(),
        new SkiaPictures(),
        new StbPictures(),
    ];

    public static void Add(MarkdownReport report, string sample)
    {
        using var folder = new TemporaryFolder();
        var page = new SamplePages(sample).Take(1, PixelType.UInt16).Single();
        report
            .Heading(2, "PNG and BMP")
            .Paragraph(
                $"A page of {SamplePages.Side} × {SamplePages.Side} pixels laid out of the sample, written by ImageSharp in every depth, with {PictureKind.Chunks} further chunks "
                    + "(a text, a time, a private one) in PNG. Read: whether counts come as stored, widened (multiplied so that the largest is that of "
                    + "more bits), or rounded to fewer bits. Written like the original: whether the counts in the new file are the old ones, "
                    + "and how many of the further chunks it has."
            )
            .Table(
                ["File", .. s_libraries.Select(l => l.Name)],
                PictureKind.Kinds.Select(kind => new[] { kind.Name }.Concat(s_libraries.Select(l => Kept(l, kind, page, folder))).ToArray())
            )
            .Table(
                ["Read, ms", .. s_libraries.Select(l => l.Name)],
                PictureKind.Kinds.Where(k => k.Bits >= 8).Select(kind => Speed(kind, page, folder))
            );
    }

    private static int[] Write(PictureKind kind, Frame page, string path)
    {
        var most = page.Counts.Max();
        int[] counts = [.. page.Counts.Select(c => (int)MathF.Round(kind.Most * c / most))];
        kind.Write(path, page.Width, page.Height, counts);
        return counts;
    }

    private static string Kept(IPictureLibrary library, PictureKind kind, Frame page, TemporaryFolder folder)
    {
        string path = folder["original" + kind.Extension],
            copy = folder["copy" + kind.Extension];
        var counts = Write(kind, page, path);
        File.Delete(copy);
        var read = Describe(library.Read(path), counts, kind.Most);
        if (!library.Rewrite(path, copy))
            return $"{read}; not written";
        var again = Describe(new OwnPictures().Read(copy), counts, kind.Most);
        var chunks = kind.Extension == ".png" ? $", {PictureKind.ChunksIn(copy)} of {PictureKind.Chunks} chunks" : "";
        return $"{read}; written {again}{chunks}";
    }

    private static string Describe(float[] greys, int[] counts, int most)
    {
        if (greys.Length != counts.Length)
            return "not read";
        foreach (var (scale, name) in new[] { (1, "as stored"), (255 / most, "widened to 8 bits"), (65535 / most, "widened to 16 bits") })
            if (scale > 0 && greys.Zip(counts).All(p => p.First == (float)p.Second * scale))
                return name;
        // To eight bits, and those perhaps widened to sixteen again.
        return greys.Distinct().Count() <= 256 && most > 255 ? "rounded to 8 bits" : "changed";
    }

    private static string[] Speed(PictureKind kind, Frame page, TemporaryFolder folder)
    {
        var path = folder["speed" + kind.Extension];
        Write(kind, page, path);
        var times = Timing.Milliseconds([.. s_libraries.Select<IPictureLibrary, Action>(l => () => l.Read(path))]);
        return [kind.Name, .. times.Select(ms => $"{ms:F1}")];
    }
}
