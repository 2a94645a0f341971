using PostFocus.Imaging.Sequences;

namespace PostFocus.Trainers.Tests;

/// <summary>What samples and examples are run on, in a folder of the test's.</summary>
internal static class SampleInputs
{
    /// <summary>The first frames of a sample video.</summary>
    public static string Video(this TemporaryFolder folder, int frames, string name = "video")
    {
        var video = Directory.CreateDirectory(folder[name]).FullName;
        var all = Directory.GetFiles(Path.Combine(Repository.Root, "data", "sample", "well200001")).Order(StringComparer.Ordinal);
        foreach (var frame in all.Take(frames))
            File.Copy(frame, Path.Combine(video, Path.GetFileName(frame)));
        return video;
    }

    /// <summary>Planes of eight wells, of which in every second one each restoration is worse.</summary>
    public static string PlanesForAGate(this TemporaryFolder folder, string name)
    {
        var planes = SimulatedFolder.Write(folder[name], wells: 8);
        Manifest.Write(planes, Manifest.Read(planes).Select((row, i) => i / 3 % 2 == 0 ? row : row with { ReferencePath = row.Path }));
        return planes;
    }
}
