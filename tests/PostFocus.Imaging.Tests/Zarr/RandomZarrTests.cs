using System.Globalization;
using System.Security.Cryptography;
using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Zarr;

/// <summary>Arrays of any shape, chunks, shards, codecs, order and type are written so that they can be read.</summary>
public sealed class RandomZarrTests : IDisposable
{
    private readonly TemporaryFolder _folder = new(TemporaryFolder.Memory);

    public void Dispose() => _folder.Dispose();

    /// <summary>More often with POSTFOCUS_ZARRS.</summary>
    [Fact]
    public void WhatIsWrittenIsReadBackAndWhatIsNotKeepsItsBytes() =>
        Gen.Int.Sample(
            seed =>
            {
                var array = new RandomZarr(seed);
                string empty = array.Write(_folder[$"{Guid.NewGuid():N}"]),
                    some = $"{empty}-some",
                    changed = $"{empty}-changed";
                var random = new Random(seed);
                var pages = Enumerable.Range(0, array.Planes).Where(_ => random.Next(3) > 0).ToDictionary(page => page, array.Plane);
                FrameFile.WriteLike(empty, some, pages);
                AssertPages(array, some, pages);

                var page = random.Next(array.Planes);
                pages[page] = array.Plane(-1);
                FrameFile.WriteLike(some, changed, new Dictionary<int, Frame> { [page] = pages[page] });
                AssertPages(array, changed, pages);
                AssertOthersKeepTheirBytes(array, some, changed, page);
                foreach (var folder in new[] { empty, some, changed })
                    Directory.Delete(folder, recursive: true);
            },
            iter: int.Parse(Environment.GetEnvironmentVariable("POSTFOCUS_ZARRS") ?? "150", CultureInfo.InvariantCulture)
        );

    [Fact]
    public void WhatIsWrittenIsWhatPythonReads()
    {
        const string script = """
            import hashlib, sys
            import numpy, zarr
            for path in sys.stdin.read().splitlines():
                image = zarr.open(path, mode='r')[...]
                print(hashlib.sha256(numpy.ascontiguousarray(image, dtype='<f4').tobytes()).hexdigest())
            """;
        var arrays = Enumerable.Range(0, 60).Select(seed => new RandomZarr(seed, version: 2)).ToList();
        foreach (var (i, array) in arrays.Index())
            FrameFile.WriteLike(
                array.Write(_folder[$"in/{i}"]),
                _folder[$"{i}"],
                Enumerable.Range(0, array.Planes).Where(page => page % 4 != 3).ToDictionary(page => page, array.Plane)
            );
        if (PythonTifffile.Run("/usr/bin/python3", ["-c", "import numpy, zarr"], "").ExitCode != 0)
            Assert.Skip("There is no Python with zarr: apt-get install python3-zarr.");
        var (exitCode, output, error) = PythonTifffile.Run(
            "/usr/bin/python3",
            ["-c", script],
            string.Join('\n', arrays.Select((_, i) => _folder[$"{i}"]))
        );
        Assert.True(exitCode == 0, error);
        Assert.Equal(arrays.Select((_, i) => Digest(_folder[$"{i}"])), output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void AssertPages(RandomZarr array, string folder, Dictionary<int, Frame> pages)
    {
        Assert.Equal(array.Planes, FrameFile.CountPages(folder));
        for (var page = 0; page < array.Planes; page++)
            if (pages.TryGetValue(page, out var expected))
                TestFrames.AssertSame(expected, FrameFile.Read(folder, page));
            else
                Assert.All(FrameFile.Read(folder, page).Counts.ToArray(), count => Assert.Equal(array.Fill, count));
    }

    private static void AssertOthersKeepTheirBytes(RandomZarr array, string before, string after, int page)
    {
        foreach (var file in Directory.GetFiles(before, "*", SearchOption.AllDirectories))
        {
            var name = Paths.Relative(before, file);
            byte[] then = File.ReadAllBytes(file),
                now = File.ReadAllBytes(Path.Combine(after, name));
            if (name == array.Name || !array.Holds(name, page))
                Assert.Equal(then, now);
            else if (array.IsSharded)
                foreach (var ((at, old), (_, kept)) in array.Chunks(then).Zip(array.Chunks(now)))
                    if (!array.Holds(name, at, page))
                        Assert.Equal(old, kept);
        }
    }

    private static string Digest(string folder)
    {
        float[] counts =
        [
            .. Enumerable.Range(0, FrameFile.CountPages(folder)).SelectMany(page => FrameFile.Read(folder, page).Counts.ToArray()),
        ];
        return Convert.ToHexStringLower(SHA256.HashData([.. counts.SelectMany(BitConverter.GetBytes)]));
    }
}
