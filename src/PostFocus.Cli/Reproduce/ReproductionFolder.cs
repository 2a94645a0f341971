using System.Text.Json;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Reproduce;

/// <summary>The folder of a reproduction, held against other runs: new, or one in which the same was begun.</summary>
internal sealed class ReproductionFolder : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new() { WriteIndented = true, NewLine = "\n" };

    private readonly FolderLock _lock;

    private ReproductionFolder(FolderLock held) => _lock = held;

    /// <param name="folder">Made where there is none.</param>
    /// <param name="settings">All that changes the results.</param>
    /// <exception cref="PostFocusException">It holds something else, or was begun with other settings, or another run holds it.</exception>
    public static ReproductionFolder Hold(string folder, IReadOnlyList<Fact> settings)
    {
        var file = Path.Combine(folder, ReproductionNames.Settings);
        if (!File.Exists(file))
            OutFolder.Check(folder);
        Directory.CreateDirectory(folder);
        var held = FolderLock.Take(folder);
        try
        {
            if (File.Exists(file))
                Compare(folder, Read(file), settings);
            else
                FileSafety.WriteWhole(file, temporary => File.WriteAllText(temporary, $"{JsonSerializer.Serialize(settings, s_json)}\n"));
            // Of a run that was killed; nobody else writes here now.
            foreach (var part in Directory.EnumerateDirectories(folder, $"*{WholeFolder.Partial}", SearchOption.AllDirectories).ToList())
                if (Directory.Exists(part))
                    Directory.Delete(part, recursive: true);
            return new(held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public void Dispose() => _lock.Dispose();

    private static void Compare(string folder, IReadOnlyList<Fact> begun, IReadOnlyList<Fact> settings)
    {
        if (begun.SequenceEqual(settings))
            return;
        var name = begun
            .Concat(settings)
            .Select(fact => fact.Name)
            .First(n => begun.FirstOrDefault(f => f.Name == n) != settings.FirstOrDefault(f => f.Name == n));
        throw new PostFocusException(
            $"--out '{folder}' was begun with other options ({name}: {Of(begun)} then, {Of(settings)} now). Give the same ones to go on, or choose a new folder."
        );

        string Of(IReadOnlyList<Fact> facts) => facts.FirstOrDefault(f => f.Name == name)?.Value ?? "none";
    }

    private static Fact[] Read(string file)
    {
        try
        {
            RegularFile.Check(file, null);
            return JsonSerializer.Deserialize<Fact[]>(File.ReadAllText(file), s_json) ?? [];
        }
        catch (JsonException e)
        {
            throw new FrameFormatException(file, null, $"it is not what a reproduction writes ({e.Message}) Choose a new folder.", e);
        }
    }
}
