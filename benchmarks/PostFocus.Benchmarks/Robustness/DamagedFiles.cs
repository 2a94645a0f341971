using PostFocus.Benchmarks.Files;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Benchmarks.Robustness;

/// <summary>Damaged files of frames: found, read, and written anew with the pixels that were read.</summary>
internal sealed class DamagedFiles
{
    private const int MostSeedBytes = 400_000,
        MostFiles = 60,
        MostFrames = 4,
        HeaderBytes = 512,
        Side = 24;

    private readonly string _scratch;
    private readonly List<Seed> _seeds = [];

    /// <param name="scratch">An empty folder.</param>
    /// <param name="folders">Folders of files to damage, beside those written here: each folder in them that is small enough.</param>
    public DamagedFiles(string scratch, IEnumerable<string> folders)
    {
        _scratch = scratch;
        var own = Path.Combine(scratch, "own");
        WriteOwn(own);
        foreach (var folder in folders.Prepend(own))
        foreach (
            var part in Directory.EnumerateDirectories(folder, "*", new EnumerationOptions { RecurseSubdirectories = true }).Prepend(folder)
        )
            if (Seed.Of(part) is { } seed)
                _seeds.Add(seed);
    }

    public int Seeds => _seeds.Count;

    public void Run(Tally tally, int count, Random random)
    {
        var folder = Path.Combine(_scratch, "input");
        for (var seed = 0; seed < _seeds.Count; seed++)
        {
            var files = _seeds[seed].Files;
            foreach ((var name, var bytes) in files)
                Write(Path.Combine(folder, name), bytes);
            for (var i = seed; i < count; i += _seeds.Count)
            {
                (var name, var original) = files[random.Next(files.Length)];
                Write(Path.Combine(folder, name), ByteMutation.Of(original, random, HeaderBytes));
                tally.Count(() => Use(folder));
                Write(Path.Combine(folder, name), original);
            }
            Directory.Delete(folder, recursive: true);
        }
    }

    private void Use(string folder)
    {
        FrameFormatException? refused = null;
        foreach (var sequence in FrameSequences.Find(folder, new SequenceOptions { AxisOrder = null }))
        {
            refused ??= sequence.Problem;
            foreach (var location in sequence.Frames.Take(MostFrames))
            {
                try
                {
                    var frame = FrameFile.Read(location.Path, location.Page);
                    FrameFile.WriteLike(
                        location.Path,
                        Path.Combine(_scratch, "written"),
                        new Dictionary<int, Frame> { [location.Page] = frame }
                    );
                }
                catch (FrameFormatException e)
                {
                    refused ??= e;
                }
            }
        }
        if (refused is not null)
            throw refused;
    }

    private static void Write(string path, byte[] bytes)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    /// <summary>A file of each layout, of frames so small that millions of mutants are read in an hour.</summary>
    private static void WriteOwn(string folder)
    {
        var random = new Random(7);
        foreach (var layout in FileLayout.All.Where(l => !l.Tiled))
        {
            var file = Directory.CreateDirectory(Path.Combine(folder, layout.Name.Replace(", ", "-", StringComparison.Ordinal))).FullName;
            layout.Write(Path.Combine(file, "a.tif"), Frames(layout.Type));
        }
        foreach (var type in Enum.GetValues<PixelType>())
            FrameFile.WriteTiff(Path.Combine(folder, $"{type}", "a.tif"), Frames(type));
        foreach (var type in new[] { PixelType.UInt8, PixelType.UInt16 })
            FrameFile.WritePng(Path.Combine(folder, $"{type}-png", "a.png"), Frames(type)[0]);

        Frame[] Frames(PixelType type) =>
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(_ => new Frame(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(_ => (float)random.Next(128))], type)),
            ];
    }

    /// <summary>The files of a folder: a set, a Zarr image, frames beside each other.</summary>
    private sealed record Seed((string Name, byte[] Bytes)[] Files)
    {
        public static Seed? Of(string folder)
        {
            var isZarr = folder.EndsWith(".zarr", StringComparison.OrdinalIgnoreCase);
            var within = new EnumerationOptions { RecurseSubdirectories = isZarr };
            FileInfo[] files = [.. new DirectoryInfo(folder).EnumerateFiles("*", within).OrderBy(f => f.FullName, StringComparer.Ordinal)];
            files = [.. files.Where(f => isZarr || FrameFile.HasFrameExtension(f.Name) || f.Extension is ".ome" or ".xml").Take(MostFiles)];
            return files.Length == 0 || files.Sum(f => f.Length) > MostSeedBytes
                ? null
                : new Seed([
                    .. files.Select(f => (Path.GetRelativePath(Path.GetDirectoryName(folder)!, f.FullName), File.ReadAllBytes(f.FullName))),
                ]);
        }
    }
}
