using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Transforms.Tests.Frames;

public sealed class LoadPairsTests : IDisposable
{
    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Two simulated wells, the same name in each folder.</summary>
    private FramePairs Wells(FramePairOptions? options = null)
    {
        SimulatedFolder.Write(_folder["wells"]);
        foreach (var well in Directory.GetDirectories(_folder["wells/frames"]))
        foreach ((var plane, var frame) in new[] { ("focus", "t000.tif"), ("below", "t001.tif"), ("above", "t002.tif") })
        {
            Directory.CreateDirectory(_folder[$"{plane}/{Path.GetFileName(well)}"]);
            File.Copy(Path.Combine(well, frame), _folder[$"{plane}/{Path.GetFileName(well)}/t0.tif"], overwrite: true);
        }
        return FramePairs.FromFolders([_folder["below"], _folder["above"]], _folder["focus"], options);
    }

    [Fact]
    public void PairsHaveTheColumnsOfAManifest()
    {
        var view = _context.Data.LoadPairs(Wells());
        Assert.Equal(
            ["Path", "Sequence", "FrameIndex", "Frame", "Intensity", "PixelMicrons", "Label", "Reference"],
            view.Schema.Select(c => c.Name)
        );
        Assert.Equal([true, true, false, true, true, false], view.Scalars<bool>("Label"));
        Assert.Equal(2, view.Texts("Sequence").Distinct().Count());
        float[][] frames = view.Scalars<float[]>("Frame"),
            references = view.Scalars<float[]>("Reference");
        Assert.Equal(frames[2], references[2]);
        Assert.Equal(references[2], references[0]);
        Assert.NotEqual(frames[0], references[0]);
        Assert.Equal(FrameFile.Read(view.Texts("Path")[0]).Counts, frames[0]);
    }

    [Fact]
    public void OneIntensityMapASequenceIsFittedOverFramesInAndOutOfFocus()
    {
        var pairs = Wells();
        var maps = _context.Data.LoadPairs(pairs).Scalars<float[]>("Intensity");
        var expected = IntensityMap.Fit(pairs.Pairs.Take(3).Select(p => FrameFile.Read(p.Frame.Path)));
        Assert.All(maps.Take(3), map => Assert.Equal([(float)expected.Black, (float)expected.White], map));
        Assert.NotEqual(maps[0], maps[3]);
    }

    [Fact]
    public void StacksAddTheDefocus()
    {
        // Random pages: nothing that a shift could be measured by.
        var random = new Random(1);
        FrameFile.WriteTiff(
            _folder["w.tif"],
            [
                .. Enumerable
                    .Range(0, 6)
                    .Select(_ => new Frame(20, 24, [.. Enumerable.Range(0, 480).Select(_ => (float)random.Next(256))], PixelType.UInt8)),
            ]
        );
        var options = new FramePairOptions { Sequences = new SequenceOptions { AxisOrder = "TZ3" } };
        var view = _context.Data.LoadPairs(FramePairs.FromStacks(_folder["w.tif"], 1, [-1, 1], options));
        Assert.Equal([0, 0, 0, 1, 1, 1], view.Scalars<int>("FrameIndex"));
        Assert.Equal(FrameFile.Read(_folder["w.tif"], 5).Counts, view.Scalars<float[]>("Frame")[4]);
        Assert.Equal(FrameFile.Read(_folder["w.tif"], 4).Counts, view.Scalars<float[]>("Reference")[4]);
        Assert.All(view.Scalars<float>("PixelMicrons"), p => Assert.Equal(float.NaN, p));
        // Only where the stack gives the distance of its planes.
        Assert.Null(view.Schema.GetColumnOrNull("TrueDefocusMicrons"));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void PairsHaveThePixelSizeThatTheUserGives()
    {
        var pairs = Wells(new FramePairOptions { Sequences = new SequenceOptions { PixelMicrons = 0.325 } });
        Assert.All(_context.Data.LoadPairs(pairs).Scalars<float>("PixelMicrons"), p => Assert.Equal(0.325f, p));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void CorrectedPairsAreCroppedToOneSize()
    {
        var pairs = Wells();
        var moved = pairs.Pairs[0].Frame.Path;
        var frame = FrameFile.Read(moved);
        FrameFile.WriteTiff(
            moved,
            [
                new Frame(
                    96,
                    96,
                    [.. Enumerable.Range(0, 96 * 96).Select(i => frame.Counts[Math.Max(i / 96 - 5, 0) * 96 + i % 96])],
                    frame.PixelType
                ),
            ]
        );

        pairs = FramePairs.FromFolders(
            [_folder["below"], _folder["above"]],
            _folder["focus"],
            new FramePairOptions { Registration = PairRegistration.Correct }
        );
        var view = _context.Data.LoadPairs(pairs);
        Assert.Equal([pairs.Height, pairs.Width], ((VectorDataViewType)view.Schema["Frame"].Type).Dimensions);
        Assert.InRange(pairs.Height, 96 - 12, 96 - 8);
        Assert.NotEqual(pairs.Pairs[0].FrameWindow, pairs.Pairs[0].ReferenceWindow);
        Assert.Equal(pairs.Pairs.Select(p => p.FrameWindow.Cut(Read(p.Frame)).Counts), view.Scalars<float[]>("Frame"));
        Assert.Equal(pairs.Pairs.Select(p => p.ReferenceWindow.Cut(Read(p.Reference)).Counts), view.Scalars<float[]>("Reference"));

        static Frame Read(FrameLocation at) => FrameFile.Read(at.Path, at.Page);
    }
}
