using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Registration;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Pairs;

public sealed class PairRegistrationTests : IDisposable
{
    private const int Side = 96;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>Scenes of which the blurred frame lies elsewhere by so much.</summary>
    private void Write(params (double Down, double Right)[] shifts)
    {
        for (var i = 0; i < shifts.Length; i++)
        {
            var scene = new BlobScene(Side, Side, seed: i);
            FrameFile.WriteTiff(_folder[$"focus/t{i}.tif"], [scene.Frame()]);
            FrameFile.WriteTiff(_folder[$"below/t{i}.tif"], [scene.Frame(shifts[i].Down, shifts[i].Right, blur: 1.5, contrast: -1)]);
        }
    }

    private FramePairs Pair(FramePairOptions? options = null) => FramePairs.FromFolders([_folder["below"]], _folder["focus"], options);

    [Fact]
    public void ASmallShiftIsAccepted()
    {
        Write((0, 0), (1.5, -1), (0, 0.5));
        var pairs = Pair();
        Assert.Equal("3 pairs of 96 × 96 pixels with 3 in-focus frames; shift 0.5 px (median), 1.8 px (largest)", pairs.Description);
        Assert.Equal(6, pairs.Pairs.Count);
    }

    [Fact]
    public void ALargeShiftIsRefusedNamingFilesShiftBoundAndTheWayOn()
    {
        Write((0, 0), (4, 0), (-3, 6));
        var error = Assert.Throws<FrameFormatException>(() => Pair());
        Assert.Equal(_folder["below/t2.tif"], error.Path);
        foreach (
            var words in new[]
            {
                "6.7 pixels",
                "-3.0 down",
                "+6.0 right",
                _folder["focus/t2.tif"],
                "at most 3",
                "2 of 3 pairs",
                "--register correct",
                "--max-shift",
            }
        )
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(3, Pair(new FramePairOptions { MaxShiftPixels = 7, IncludeInFocus = false }).Pairs.Count);
        Assert.All(Pair(new FramePairOptions { Registration = PairRegistration.Skip }).Pairs, p => Assert.Null(p.Shift));
    }

    [Fact]
    public void CorrectedPairsLieOnEachOtherAndHaveOneSize()
    {
        Write((0, 0), (4, 0), (-3, 6));
        var pairs = Pair(new FramePairOptions { Registration = PairRegistration.Correct });
        // As much as the largest shift along each axis goes on either side.
        Assert.Equal((Side - 8, Side - 12), (pairs.Height, pairs.Width));
        Assert.EndsWith("2 pairs corrected, all cropped alike", pairs.Description, StringComparison.Ordinal);
        foreach (var pair in pairs.Pairs)
        {
            var frame = pair.FrameWindow.Cut(FrameFile.Read(pair.Frame.Path, pair.Frame.Page));
            var reference = pair.ReferenceWindow.Cut(FrameFile.Read(pair.Reference.Path, pair.Reference.Page));
            Assert.Equal((pairs.Height, pairs.Width), (frame.Height, frame.Width));
            Assert.InRange(PhaseCorrelation.Estimate(frame, reference).Length, 0, 0.3);
        }
    }

    [Fact]
    public void WithoutALargeShiftNothingIsCropped()
    {
        Write((1, 1), (0, 0));
        var pairs = Pair(new FramePairOptions { Registration = PairRegistration.Correct });
        Assert.Equal((Side, Side), (pairs.Height, pairs.Width));
    }

    [Fact]
    public void EmptyWellsAreTakenAsGivenUnlessCertaintyIsAskedFor()
    {
        Write((0, 0));
        FrameFile.WriteTiff(_folder["focus/t1.tif"], [TestFrames.Random(Side, Side, PixelType.Float32, 11)]);
        FrameFile.WriteTiff(_folder["below/t1.tif"], [TestFrames.Random(Side, Side, PixelType.Float32, 12)]);
        Assert.EndsWith(
            "1 pair taken as given, of which no shift can be told (too little to see, or over 31 px)",
            Pair().Description,
            StringComparison.Ordinal
        );
        var error = Assert.Throws<FrameFormatException>(() => Pair(new FramePairOptions { RequireCertainShift = true }));
        Assert.Contains("below", error.Message, StringComparison.Ordinal);
        Assert.Contains("t1.tif", error.Message, StringComparison.Ordinal);
        Assert.Contains("too little", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(31.1)]
    [InlineData(double.NaN)]
    public void BoundsOutOfRangeAreRefused(double bound)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramePairOptions { MaxShiftPixels = bound });
        Assert.Throws<ArgumentOutOfRangeException>(() => new FramePairOptions { Registration = (PairRegistration)9 });
    }

    /// <summary>Each plane a file of its own, as microscopes often write them.</summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void RecordedPlanesOfAFieldPassTheCheck()
    {
        foreach (var (folder, plane) in new[] { ("focus", "+00.00"), ("below", "-10.30"), ("above", "+09.75") })
        {
            Directory.CreateDirectory(_folder[folder]);
            File.Copy(
                RealData.Find("sephace-brightfield-zstack", "derived-png", $"set1_fine_dz{plane}um.png"),
                _folder[$"{folder}/field1.png"]
            );
        }
        var pairs = FramePairs.FromFolders(
            [_folder["below"], _folder["above"]],
            _folder["focus"],
            new FramePairOptions { MaxShiftPixels = 1, RequireCertainShift = true }
        );
        Assert.Equal([true, true, false], pairs.Pairs.Select(p => p.IsOutOfFocus));
    }
}
