using System.Globalization;
using PostFocus.Imaging.Files;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>What tifffile sees in the files of two corpora; Data/golden_sums.py tells how the table came about.</summary>
internal static class GoldenSums
{
    public static IReadOnlyList<string> Corpora { get; } = ["tiff-imagetiff", "tiff-galaxy-hyperstacks"];

    public static IReadOnlyList<Row> Rows { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Data", "golden_sums.csv"))
            .Skip(1)
            .Select(line => line.Split(','))
            .Select(f => new Row(f[0], Number(f[1]), f[2], Number(f[3]), Number(f[4]), f[5])),
    ];

    /// <summary>Reads every page of a file, which must give the sums or the error of its row, soon and in little memory.</summary>
    public static void Check(Row row, string path)
    {
        if (row.IsReadable)
        {
            Frame[] pages = [.. Enumerable.Range(0, FrameFile.CountPages(path)).Select(p => FrameFile.Read(path, p))];
            double[] counts = [.. pages.SelectMany(p => p.Counts).Select(c => (double)c)];
            Assert.All(pages, p => Assert.Equal(row.Type, p.PixelType.ToString()));
            Assert.Equal((row.File, row.Pages), (row.File, pages.Length));
            Assert.Equal(row.Sum, counts.Sum(), 1e-10 * Math.Abs(row.Sum));
            Assert.Equal(row.Weighted, counts.Select((c, i) => c * (i % 97)).Sum(), 1e-10 * Math.Abs(row.Weighted));
            return;
        }
        var error = Soon.Refused(() => FrameFile.Read(path), mostBytes: 2_000_000);
        Assert.Equal((path, 0), (error.Path, error.Page ?? 0));
        Assert.Contains(row.Reason, error.Reason, StringComparison.Ordinal);
    }

    private static double Number(string text) => text.Length > 0 ? double.Parse(text, CultureInfo.InvariantCulture) : 0;

    /// <param name="File">Path below the real data.</param>
    /// <param name="Pages">Its pages; 0 where it is none of our formats.</param>
    /// <param name="Type">Their pixel type.</param>
    /// <param name="Sum">Of all counts.</param>
    /// <param name="Weighted">Of all counts by their place modulo 97.</param>
    /// <param name="Reason">Words that the error must hold.</param>
    internal sealed record Row(string File, double Pages, string Type, double Sum, double Weighted, string Reason)
    {
        public bool IsReadable => Pages > 0;
    }
}
