using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Transforms.Tests.Frames;

public class LoadFramesTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void AFolderOfFoldersGivesARowAFrameInNaturalOrder()
    {
        using var folder = new TemporaryFolder();
        foreach ((var well, var frames) in new[] { ("B02", 11), ("A01", 2) })
            for (var t = 0; t < frames; t++)
                FrameFile.WriteTiff(InFolder(folder, well, $"t{t}.tif"), [Ramp(20, 24, t)]);
        var view = _context.Data.LoadFrames(folder.Path);
        Assert.Equal(13, view.GetRowCount());
        Assert.Equal([.. Enumerable.Repeat("A01", 2), .. Enumerable.Repeat("B02", 11)], view.Texts("Sequence"));
        Assert.Equal([0, 1, .. Enumerable.Range(0, 11)], view.Scalars<int>("FrameIndex"));
        Assert.Equal("t10.tif", Path.GetFileName(view.Texts("Path")[^1]));
        Assert.Equal([20, 24], ((VectorDataViewType)view.Schema["Frame"].Type).Dimensions);
        Assert.Equal(Ramp(20, 24, 10).Counts, view.Scalars<float[]>("Frame")[^1]);
    }

    [Fact]
    public void AMultiPageFileIsASequence()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["well.tif"], [Ramp(20, 24, 0), Ramp(20, 24, 1), Ramp(20, 24, 2)]);
        var view = _context.Data.LoadFrames(folder["well.tif"]);
        Assert.Equal(["well", "well", "well"], view.Texts("Sequence"));
        Assert.Equal([0f, 1f, 2f], view.Scalars<float[]>("Frame").Select(f => f[0]));
    }

    [Fact]
    public void PagesOfAMultiPageFileCanBeChannels()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["well.tif"], [.. Enumerable.Range(0, 4).Select(i => Ramp(20, 24, i))]);
        var view = _context.Data.LoadFrames(new SequenceOptions { AxisOrder = "TC2", Channel = 1 }, folder["well.tif"]);
        Assert.Equal([1f, 3f], view.Scalars<float[]>("Frame").Select(f => f[0]));
    }

    [Fact]
    public void TheIntensityMapIsThatOfTheWholeSequence()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["well.tif"], [Ramp(20, 24, 0), Ramp(20, 24, 1000)]);
        var maps = _context.Data.LoadFrames(folder["well.tif"]).Scalars<float[]>("Intensity");
        var expected = IntensityMap.Fit([Ramp(20, 24, 0), Ramp(20, 24, 1000)]);
        Assert.All(maps, map => Assert.Equal([(float)expected.Black, (float)expected.White], map));
    }

    [Fact]
    public void WhereTheExposureChangesEachFrameHasItsOwnMapWhetherTheOthersCanBeReadOrNot()
    {
        using var folder = new TemporaryFolder();
        Frame[] frames = [Exposed(1, 1), Exposed(2, 1), Exposed(3, 3), Exposed(4, 3)];
        int[] files = [0, 2, 3, 5];
        foreach ((var frame, var file) in frames.Zip(files))
            FrameFile.WriteTiff(folder[$"t{file}.tif"], [frame]);
        float[][] expected = [.. IntensityMaps.Fit(frames).Select(map => new[] { (float)map.Black, (float)map.White })];
        Assert.NotEqual(expected[1], expected[2]);
        Assert.Equal(expected, _context.Data.LoadFrames(folder.Path).Scalars<float[]>("Intensity"));

        File.WriteAllText(folder["t1.tif"], "no frame");
        File.WriteAllText(folder["t4.tif"], "no frame");
        var among = _context.Data.LoadFrames(folder.Path).Scalars<float[]>("Intensity");
        Assert.Equal(expected, files.Select(file => among[file]));

        // Two parts and noise, at an exposure.
        static Frame Exposed(int seed, float exposure)
        {
            var random = new Random(seed);
            return new(
                20,
                24,
                [.. Enumerable.Range(0, 480).Select(i => exposure * ((i % 24 < 12 ? 500 : 1500) + random.Next(100)))],
                PixelType.UInt16
            );
        }
    }

    [Fact]
    public void FramesOfAnotherPixelTypeOrOfNoUseHaveTheIntensitiesThatTheCommandLineGivesThem()
    {
        using var folder = new TemporaryFolder();
        Frame[] frames =
        [
            Ramp(20, 24, 100),
            new(20, 24, [.. Ramp(20, 24, 0).Counts.Select(c => c / 1000)], PixelType.Float32),
            Ramp(20, 24, 300),
            new(20, 24, new float[480], PixelType.UInt16), // the shutter was closed
            Ramp(20, 24, 200),
        ];
        for (var t = 0; t < frames.Length; t++)
            FrameFile.WriteTiff(folder[$"t{t}.tif"], [frames[t]]);
        var maps = _context.Data.LoadFrames(folder.Path).Scalars<float[]>("Intensity");
        var parts = SequenceScan.Read(Assert.Single(FrameSequences.Find(folder.Path))).Parts;
        Assert.Equal([3, 1], parts.Select(p => p.Frames.Count));
        foreach (var (part, place) in parts.SelectMany(p => p.Frames.Select((_, i) => (p, i))))
        {
            var expected = part.Maps[place];
            Assert.Equal([(float)expected.Black, (float)expected.White], maps[part.Frames[place].Index]);
        }
        Assert.Equal(maps[2], maps[3]);
        Assert.True(maps[1][1] < 1 && maps[0][1] > 300);
    }

    [Fact]
    public void TheCameraOffsetIsBlackInEverySequence()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(InFolder(folder, "A01", "t0.tif"), [Ramp(20, 24, 200)]);
        FrameFile.WriteTiff(InFolder(folder, "A02", "t0.tif"), [Ramp(20, 24, 1000)]);
        var maps = _context.Data.LoadFrames(FrameSequences.Find(folder.Path), cameraOffset: 100.5).Scalars<float[]>("Intensity");
        Assert.Equal([100.5f, 100.5f], maps.Select(m => m[0]));
        Assert.Equal((float)IntensityMap.Fit([Ramp(20, 24, 200)]).White, maps[0][1]);
        Assert.True(maps[0][1] < maps[1][1]);
    }

    [Fact]
    public void OfScannedFramesPixelsAreReadOnceMoreAndIntensitiesAreKnown()
    {
        using var folder = new TemporaryFolder();
        var files = new FramesInMemory(folder, Ramp(20, 24, 3), Ramp(20, 24, 5), Ramp(20, 24, 6));
        var sequence = files.Sequence("well");
        var scan = SequenceScan.Read(sequence, cameraOffset: 1);
        var view = _context.Data.LoadFrames(scan.Parts[0]);
        var intensities = view.Scalars<float[]>("Intensity");
        Assert.Equal([1, 1, 1], files.Reads);
        Assert.Equal([3f, 5f, 6f], view.Scalars<float[]>("Frame").Select(counts => counts[0]));
        Assert.Equal([2, 2, 2], files.Reads);
        Assert.Equal(_context.Data.LoadFrames([sequence], cameraOffset: 1).Scalars<float[]>("Intensity"), intensities);
    }

    [Fact]
    public void AManifestAddsLabelReferenceAndDefocus()
    {
        using var folder = new TemporaryFolder();
        var view = _context.Data.LoadFrames(SimulatedFolder.Write(folder["wells"], wells: 1, size: 48));
        Assert.Equal([false, true, true], view.Scalars<bool>("Label"));
        Assert.Equal(3, view.Scalars<float[]>("Reference").Length);
        var defocus = view.Scalars<float>("TrueDefocusMicrons");
        Assert.True(Math.Abs(defocus[0]) < 1 && defocus[1] < -5 && defocus[2] > 5);
    }

    [Fact]
    public void WhereOneDistanceIsNotKnownTheColumnIsLeftOut()
    {
        using var folder = new TemporaryFolder();
        foreach (var t in new[] { 0, 1 })
            FrameFile.WriteTiff(folder[$"t{t}.tif"], [Ramp(20, 24, t)]);
        File.WriteAllText(folder["manifest.csv"], "path,sequence,frame_index,defocus_um\nt0.tif,a,0,1.5\nt1.tif,a,1,\n");
        var view = _context.Data.LoadFrames(folder["manifest.csv"]);
        Assert.Equal(2, view.Scalars<float[]>("Frame").Length);
        Assert.Null(view.Schema.GetColumnOrNull("TrueDefocusMicrons"));
    }

    [Fact]
    public void ShuffledRowsKeepTheirIds()
    {
        using var folder = new TemporaryFolder();
        for (var t = 0; t < 9; t++)
            FrameFile.WriteTiff(folder[$"t{t}.tif"], [Ramp(20, 24, t)]);
        var view = _context.Data.LoadFrames(folder.Path);
        Assert.Equal(Enumerable.Range(0, 9).Select(i => (i, (ulong)i)), Ids(null));
        Assert.Equal(Ids(null), Ids(new Random(1)).Order());
        Assert.NotEqual(Ids(null), Ids(new Random(1)));

        List<(int Frame, ulong Id)> Ids(Random? random)
        {
            var ids = new List<(int, ulong)>();
            using var cursor = view.GetRowCursor([view.Schema["FrameIndex"]], random);
            var (frame, id) = (cursor.GetGetter<int>(view.Schema["FrameIndex"]), cursor.GetIdGetter());
            var (number, row) = (0, default(DataViewRowId));
            while (cursor.MoveNext())
            {
                frame(ref number);
                id(ref row);
                ids.Add((number, row.Low));
            }
            return ids;
        }
    }

    [Fact]
    public void ThePixelSizeIsTheManifestsOrWhatTheUserGives()
    {
        using var folder = new TemporaryFolder();
        var manifest = SimulatedFolder.Write(folder["wells"], wells: 1, size: 48);
        Assert.Equal([0.65f, 0.65f, 0.65f], _context.Data.LoadFrames(manifest).Scalars<float>("PixelMicrons"));
        var given = new SequenceOptions { PixelMicrons = 0.325 };
        Assert.Equal([0.325f, 0.325f, 0.325f], _context.Data.LoadFrames(given, manifest).Scalars<float>("PixelMicrons"));
        Assert.Equal(
            [0.325f, 0.325f, 0.325f],
            _context.Data.LoadFrames(FrameSequences.Find(manifest, given)).Scalars<float>("PixelMicrons")
        );
    }

    [Fact]
    public void ThePixelSizeOfAFolderOfFilesIsNotKnown()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["t0.tif"], [Ramp(20, 24, 0)]);
        Assert.Equal([float.NaN], _context.Data.LoadFrames(folder.Path).Scalars<float>("PixelMicrons"));
    }

    [Fact]
    public void FramesOfDifferentSizesAreRefusedByName()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["t0.tif"], [Ramp(20, 24, 0)]);
        FrameFile.WriteTiff(folder["t1.tif"], [Ramp(20, 25, 0)]);
        var view = _context.Data.LoadFrames(folder.Path);
        var thrown = Assert.Throws<FrameFormatException>(() => view.Scalars<float[]>("Frame"));
        Assert.Contains("t1.tif", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("20 × 25", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFolderAndAnEmptyFolderAreNamed()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(
            "nowhere",
            Assert.Throws<FrameFormatException>(() => _context.Data.LoadFrames(folder["nowhere"])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            folder.Path,
            Assert.Throws<FrameFormatException>(() => _context.Data.LoadFrames(folder.Path)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TheTransformReadsTheFileThatAPathColumnNamesAndSurvivesASave()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["a.tif"], [Ramp(20, 24, 3)]);
        FrameFile.WritePng(folder["b.png"], Ramp(20, 24, 4));
        var paths = _context.Data.LoadFromEnumerable([new FilePath { File = "a.tif" }, new FilePath { File = "b.png" }]);
        ITransformer fitted = _context.Transforms.LoadFrames("Frame", "File", folder.Path).Fit(paths);
        _context.Model.Save(fitted, paths.Schema, folder["loader.zip"]);
        var view = _context.Model.Load(folder["loader.zip"], out _).Transform(paths);
        Assert.Equal([3f, 4f], view.Scalars<float[]>("Frame").Select(f => f[0]));
    }

    [Theory]
    [InlineData(20, 25)]
    [InlineData(21, 24)]
    [InlineData(24, 20)]
    public void TheTransformRefusesFramesOfAnotherSizeThanItWasFittedOn(int height, int width)
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["a.tif"], [Ramp(20, 24, 0)]);
        FrameFile.WriteTiff(folder["b.tif"], [Ramp(height, width, 0)]);
        var paths = _context.Data.LoadFromEnumerable([new FilePath { File = folder["a.tif"] }, new FilePath { File = folder["b.tif"] }]);
        var view = _context.Transforms.LoadFrames("Frame", "File").Fit(paths).Transform(paths);
        var thrown = Assert.Throws<FrameFormatException>(() => view.Scalars<float[]>("Frame"));
        Assert.Contains("b.tif", thrown.Message, StringComparison.Ordinal);
        Assert.Contains($"{height} × {width} pixels; LoadFrames was fitted on frames of 20 × 24", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HoweverOftenARowIsAskedItsFileIsReadOnce()
    {
        using var folder = new TemporaryFolder();
        FrameFile.WriteTiff(folder["t0.tif"], [Ramp(20, 24, 3)]);
        FrameFile.WriteTiff(folder["t1.tif"], [Ramp(20, 24, 4)]);
        var view = _context.Data.LoadFrames(folder.Path);
        using var cursor = view.GetRowCursor([view.Schema["Frame"]]);
        var getter = cursor.GetGetter<VBuffer<float>>(view.Schema["Frame"]);
        VBuffer<float> first = default,
            again = default;
        Assert.True(cursor.MoveNext());
        getter(ref first);
        File.Delete(folder["t0.tif"]);
        // What a consumer does to its values is nobody else's.
        VBufferEditor.CreateFromBuffer(ref first).Values[0] = 7;
        cursor.GetGetter<VBuffer<float>>(view.Schema["Frame"])(ref again);
        Assert.Equal(Ramp(20, 24, 3).Counts, again.DenseValues());
        Assert.True(cursor.MoveNext());
        getter(ref again);
        Assert.Equal(Ramp(20, 24, 4).Counts, again.DenseValues());
    }

    private static string InFolder(TemporaryFolder folder, string well, string name)
    {
        Directory.CreateDirectory(folder[well]);
        return Path.Combine(folder[well], name);
    }

    private static Frame Ramp(int height, int width, int from) =>
        new(height, width, [.. Enumerable.Range(from, height * width).Select(i => (float)i)], PixelType.UInt16);

    private sealed class FilePath
    {
        public string File { get; set; } = "";
    }
}
