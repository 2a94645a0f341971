using PostFocus.Imaging;

namespace PostFocus.Simulation;

/// <summary>Simulated frames as a folder of TIFF files with a truth table.</summary>
public static class SimulatedDataSet
{
    /// <summary>
    /// Writes <c>frames/SEQUENCE/t000.tif</c>, <c>reference/SEQUENCE/t000.tif</c> and <c>truth.csv</c> into
    /// <paramref name="folder"/>, which appears whole or not at all.
    /// </summary>
    /// <param name="folder">Folder to make; it must not exist, or be empty.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="onFrame">Called after each frame was written, for progress.</param>
    /// <param name="ct">Stops the writing; what was written is removed.</param>
    /// <exception cref="IOException">The folder exists and is not empty, or cannot be written.</exception>
    public static void Write(
        string folder, IEnumerable<SimulatedFrame> frames, Action<SimulatedFrame>? onFrame = null, CancellationToken ct = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(frames);
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (File.Exists(folder) || Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
            throw new IOException($"{folder}: exists and is not empty. Choose another folder, or remove it.");

        // Beside the destination, so that the final rename stays on one volume.
        var temporary = $"{folder}.{Guid.NewGuid():N}.partial";
        try
        {
            WriteInto(temporary, frames, onFrame, ct);
            if (Directory.Exists(folder))
                Directory.Delete(folder);
            Directory.Move(temporary, folder);
        }
        finally
        {
            if (Directory.Exists(temporary))
                Directory.Delete(temporary, recursive: true);
        }
    }

    private static void WriteInto(string folder, IEnumerable<SimulatedFrame> frames, Action<SimulatedFrame>? onFrame, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var rows = new List<ManifestRow>();
        foreach (var frame in frames)
        {
            ct.ThrowIfCancellationRequested();
            var path = WriteFrame(folder, "frames", frame, frame.Frame);
            var reference = WriteFrame(folder, "reference", frame, frame.Reference);
            rows.Add(new ManifestRow(path, frame.Sequence, frame.FrameIndex, frame.OutOfFocus, reference, frame.DefocusMicrons));
            onFrame?.Invoke(frame);
        }
        Manifest.Write(Path.Combine(folder, "truth.csv"), rows);
    }

    private static string WriteFrame(string folder, string kind, SimulatedFrame frame, Frame image)
    {
        var path = Path.Combine(folder, kind, frame.Sequence, $"t{frame.FrameIndex:000}.tif");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        FrameFile.WriteTiff(path, [image]);
        return path;
    }
}
