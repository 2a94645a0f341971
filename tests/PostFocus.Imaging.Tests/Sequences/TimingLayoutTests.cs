using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences;

public sealed class TimingLayoutTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TimingLayoutTests()
    {
        foreach (var (well, frames) in new[] { ("B1/{0}/imgNo1", 1..80), ("B1/{0}/imgNo2", 1..3), ("B12/{0}/imgNo1", 1..3) })
        foreach (var channel in new[] { "CH0", "CH1" })
            for (var t = frames.Start.Value; t < frames.End.Value; t++)
            {
                var folder = string.Format(null, well, "images/crops_8bit_s") + channel;
                FrameFile.WriteTiff(
                    _folder[$"{folder}/{Path.GetFileName(folder)}_t{t}.tif"],
                    [TestFrames.Random(16, 16, PixelType.UInt8, t)]
                );
            }
        File.Delete(_folder["B1/images/crops_8bit_s/imgNo1CH0/imgNo1CH0_t40.tif"]);
        Directory.CreateDirectory(_folder["B1/labels/TRACK/EZ/FRCNN-Fast/imgNo1"]);
        Directory.CreateDirectory(_folder["B1/labels/DET/FRCNN-Fast/clean/imgNo1"]);
        Directory.CreateDirectory(_folder["B1/labels/DET/FRCNN-Fast/clean/imgNo2"]);
    }

    public void Dispose() => _folder.Dispose();

    private IReadOnlyList<FrameSequence> Find(TimingWells wells) => FrameSequences.Find(_folder.Path, TimingLayout.Options(wells));

    [Fact]
    public void AWellIsASequenceOfItsPhaseContrastFrames()
    {
        var sequences = Find(TimingWells.All);
        Assert.Equal(["B1/imgNo1", "B1/imgNo2", "B12/imgNo1"], sequences.Select(s => s.Name));
        Assert.All(sequences.SelectMany(s => s.Frames), f => Assert.Contains("CH0", f.Path, StringComparison.Ordinal));
    }

    [Fact]
    public void MissingFramesKeepTheirIndexAndThereMayBeMoreThan73() =>
        Assert.Equal(Enumerable.Range(1, 79).Where(t => t != 40), Find(TimingWells.All)[0].Indices);

    [Fact]
    public void WellsAreTakenByHowFarTheirAnalysisCame()
    {
        Assert.Equal("B1/imgNo1", Assert.Single(Find(TimingWells.Tracked)).Name);
        Assert.Equal("B1/imgNo2", Assert.Single(Find(TimingWells.DetectedOnly)).Name);
        Assert.Throws<ArgumentOutOfRangeException>(() => TimingLayout.Options((TimingWells)7));
    }
}
