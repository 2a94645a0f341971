using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Videos in which the frames in focus belong to other wells: what they tell of the frames out of focus is wrong.</summary>
internal static class Strangers
{
    private const string InFocus = "false";

    /// <summary>Of a simulated data set, with every frame in focus taken from the next well: its frame in focus that is nearest in time.</summary>
    /// <returns>A manifest in a temporary folder.</returns>
    public static string Manifest(string path)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string[] lines = File.ReadAllLines(path), header = lines[0].Split(',');
        int frame = Array.IndexOf(header, "path"), reference = Array.IndexOf(header, "reference_path");
        int sequence = Array.IndexOf(header, "sequence"), time = Array.IndexOf(header, "frame"), label = Array.IndexOf(header, "out_of_focus");
        string[][] rows = [.. lines.Skip(1).Select(line => line.Split(','))];
        string[] wells = [.. rows.Select(row => row[sequence]).Distinct()];
        ILookup<string, string[]> inFocus = rows.Where(row => row[label] == InFocus).ToLookup(row => row[sequence]);
        string manifest = Path.Combine(Directory.CreateTempSubdirectory("postfocus-strangers-").FullName, "truth.csv");
        FileSafety.WriteWhole(manifest, temporary => File.WriteAllLines(temporary, [lines[0], .. rows.Select(Line)]));
        return manifest;

        string Line(string[] row)
        {
            IEnumerable<string[]> next = inFocus[wells[(Array.IndexOf(wells, row[sequence]) + 1) % wells.Length]];
            string[] changed = [.. row], stranger = next.MinBy(other => Math.Abs(int.Parse(other[time]) - int.Parse(row[time]))) ?? row;
            changed[frame] = Path.Combine(folder, (row[label] == InFocus ? stranger : row)[frame]);
            changed[reference] = Path.Combine(folder, row[reference]);
            return string.Join(',', changed);
        }
    }
}
