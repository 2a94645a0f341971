using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Videos in which the frames in focus belong to other wells: what they tell of the frames out of focus is wrong.</summary>
internal sealed class Strangers : IDisposable
{
    private const string InFocus = "false";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("postfocus-strangers-");

    /// <param name="manifests">Of simulated data sets.</param>
    public Strangers(IEnumerable<string> manifests) =>
        Manifests = [.. manifests.Select((path, i) => Write(path, Path.Combine(_folder.FullName, $"{i}.csv")))];

    /// <summary>The same data sets, every frame in focus taken from the next well: its frame in focus that is nearest in time.</summary>
    public string[] Manifests { get; }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Write(string path, string manifest)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] lines = File.ReadAllLines(path), header = lines[0].Split(',');
        int frame = Array.IndexOf(header, "path"), reference = Array.IndexOf(header, "reference_path");
        int sequence = Array.IndexOf(header, "sequence"), time = Array.IndexOf(header, "frame"), label = Array.IndexOf(header, "out_of_focus");
        string[][] rows = [.. lines.Skip(1).Select(line => line.Split(','))];
        string[] wells = [.. rows.Select(row => row[sequence]).Distinct()];
        ILookup<string, string[]> inFocus = rows.Where(row => row[label] == InFocus).ToLookup(row => row[sequence]);
        FileSafety.WriteWhole(manifest, temporary => File.WriteAllLines(temporary, [lines[0], .. rows.Select(Line)]));
        return manifest;

        string Line(string[] row)
        {
            IEnumerable<string[]> next = inFocus[wells[(Array.IndexOf(wells, row[sequence]) + 1) % wells.Length]];
            string[] stranger = next.MinBy(other => Math.Abs(int.Parse(other[time]) - int.Parse(row[time]))) ?? row;
            // With its truth, should it be restored by mistake; under the name and at the time of the one that it stands for.
            string[] changed = [.. row[label] == InFocus ? stranger : row];
            (changed[sequence], changed[time]) = (row[sequence], row[time]);
            (changed[frame], changed[reference]) = (Path.Combine(folder, changed[frame]), Path.Combine(folder, changed[reference]));
            return string.Join(',', changed);
        }
    }
}
