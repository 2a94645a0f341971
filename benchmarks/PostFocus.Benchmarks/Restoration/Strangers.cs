using PostFocus.Imaging.Sequences;
using PostFocus.Testing;

namespace PostFocus.Benchmarks.Restoration;

/// <summary>Videos in which the frames in focus belong to other wells: what they tell of the frames out of focus is wrong.</summary>
internal sealed class Strangers : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="manifests">Of simulated data sets.</param>
    public Strangers(IEnumerable<string> manifests) => Manifests = [.. manifests.Select((path, i) => Write(path, _folder[$"{i}"]))];

    /// <summary>The same data sets, every frame in focus taken from the next well: its frame in focus that is nearest in time.</summary>
    public string[] Manifests { get; }

    public void Dispose() => _folder.Dispose();

    private static string Write(string path, string folder)
    {
        Directory.CreateDirectory(folder);
        var manifest = Path.Combine(folder, "truth.csv");
        var rows = Manifest.Read(path);
        string[] wells = [.. rows.Select(row => row.Sequence).Distinct()];
        var inFocus = rows.Where(row => row.OutOfFocus == false).ToLookup(row => row.Sequence);
        Manifest.Write(manifest, rows.Select(Changed));
        return manifest;

        ManifestRow Changed(ManifestRow row, int index)
        {
            if (row.OutOfFocus != false)
                return row;
            var next = inFocus[wells[(Array.IndexOf(wells, row.Sequence) + 1) % wells.Length]];
            var stranger = next.MinBy(other => Math.Abs(other.FrameIndex - row.FrameIndex)) ?? row;
            // A file is one instant of one sequence, and one stranger may stand for several.
            var copy = Path.Combine(folder, $"{index}{Path.GetExtension(stranger.Path)}");
            File.Copy(stranger.Path, copy);
            // With its truth, should it be restored by mistake; under the name and at the time of the one that it stands for.
            return stranger with { Path = copy, Sequence = row.Sequence, FrameIndex = row.FrameIndex };
        }
    }
}
