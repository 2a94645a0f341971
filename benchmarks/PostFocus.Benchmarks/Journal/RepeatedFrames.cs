using PostFocus.Imaging.Storage;

namespace PostFocus.Benchmarks.Journal;

/// <summary>Videos made of the frames of others, so that a tenth of them is out of focus.</summary>
internal static class RepeatedFrames
{
    /// <summary>Frames of a video.</summary>
    public const int PerVideo = 50;

    private const int OneIn = 10;

    /// <summary>Copies frames.</summary>
    /// <param name="sample">Folder of the videos that they are taken from.</param>
    /// <param name="results">What a run made of them: its table says which frames are out of focus.</param>
    /// <param name="folder">Gets a folder for each video.</param>
    /// <param name="videos">How many.</param>
    public static void Write(string sample, string results, string folder, int videos)
    {
        (string[] Sharp, string[] Blurred)[] kinds =
        [
            .. CsvTable
                .Read(Path.Combine(results, "frames.csv"), "sequence", "file", "out_of_focus")
                .GroupBy(row => row.Text("sequence"))
                .Select(video => (Files(video, outOfFocus: false), Files(video, outOfFocus: true)))
                .Where(video => video is { Item1.Length: > 0, Item2.Length: > 0 }),
        ];
        for (var video = 0; video < videos; video++)
        {
            var (sharp, blurred) = kinds[video % kinds.Length];
            var to = Directory.CreateDirectory(Path.Combine(folder, $"well{video:D5}")).FullName;
            for (var i = 0; i < PerVideo; i++)
            {
                var from = i % OneIn == OneIn / 2 ? blurred[i / OneIn % blurred.Length] : sharp[i % sharp.Length];
                File.Copy(Path.Combine(sample, from), Path.Combine(to, $"t{i:D3}{Path.GetExtension(from)}"));
            }
        }
    }

    private static string[] Files(IEnumerable<CsvTableRow> rows, bool outOfFocus) =>
        [.. rows.Where(row => row.Flag("out_of_focus") == outOfFocus).Select(row => row.Text("file")!)];
}
