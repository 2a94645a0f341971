using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences;

public sealed class SequenceScanTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Frame Scene(int side, double gain = 1, PixelType type = PixelType.UInt16) =>
        new(
            side,
            side,
            [
                .. new BlobScene(side, side)
                    .Frame(blur: 0.5)
                    .Counts.Select(c => (float)Math.Round(Math.Clamp(20 + gain * (60 + 30 * c), 0, 255))),
            ],
            type
        );

    private static Frame Even(float count) => new(32, 32, [.. Enumerable.Repeat(count, 32 * 32)], PixelType.UInt16);

    [Fact]
    public void FramesAreToldBySizeAndTypeAndThoseThatCannotBeUsed()
    {
        Frame[] frames = [Scene(32), Scene(40), Even(7), Scene(32, 1.01), Scene(32, type: PixelType.UInt8)];
        var sequence = new FramesInMemory(_folder, frames).Sequence("a");
        FrameLocation lost = new(_folder["lost.tif"], 0);

        var scan = SequenceScan.Read(new FrameSequence("a", [.. sequence.Frames, lost], indices: [0, 2, 3, 5, 8, 9]));

        Assert.Equal([0, 2, 3, 5, 8, 9], scan.Frames.Select(f => f.Index));
        Assert.Equal([32, 40, 32, 32, 32, 0], scan.Frames.Select(f => f.Height));
        Assert.Equal(
            [PixelType.UInt16, PixelType.UInt16, PixelType.UInt16, PixelType.UInt16, PixelType.UInt8, null],
            scan.Frames.Select(f => f.PixelType)
        );
        Assert.Equal([2, 5], scan.Frames.Index().Where(f => f.Item.Problem is not null).Select(f => f.Index));
        Assert.Contains("every pixel has the same count", scan.Frames[2].Problem!.Reason, StringComparison.Ordinal);
        Assert.Equal(lost.Path, scan.Frames[5].Problem!.Path);
        Assert.Equal(
            [
                [0, 5],
                [2],
                [8],
            ],
            scan.Parts.Select(p => p.Frames.Select(f => f.Index).ToArray())
        );
        Assert.Equal([(32, 32), (40, 40), (32, 32)], scan.Parts.Select(p => (p.Height, p.Width)));
        Assert.Equal([sequence.Frames[0], sequence.Frames[3]], scan.Parts[0].Sequence.Frames);
        Assert.Equal(IntensityMaps.Fit([frames[0], frames[3]]), scan.Parts[0].Maps);
        Assert.Equal(IntensityMaps.Fit([frames[4]]), scan.Parts[2].Maps);
    }

    [Fact]
    public void EveryFrameIsReadOnceAndOnceMoreWhereTheExposureChanges()
    {
        Frame[] even = [Scene(64), Scene(64, 1.001), Scene(64, 1.002)],
            changing = [Scene(64), Scene(64, 2), Scene(64, 2)];
        foreach ((var frames, var reads) in new[] { (even, 1), (changing, 2) })
        {
            var files = new FramesInMemory(_folder, frames);
            var scan = SequenceScan.Read(files.Sequence("a"), cameraOffset: 10);
            Assert.Equal([1, 1, 1], files.Reads);
            Assert.Equal(IntensityMaps.Fit(frames, 10), scan.Parts[0].Maps);
            Assert.Equal(10, scan.Parts[0].CameraOffset);
            _ = scan.Parts[0].Maps;
            Assert.Equal([reads, reads, reads], files.Reads);
        }
    }

    /// <summary>From one frame on the camera's range of 255 ends where the brighter part of the scene begins.</summary>
    [Fact]
    public void FramesThatSaturateFarMoreThanMostAreNamedAndSetNoIntensities()
    {
        Frame[] frames = [White(0), White(0), White(0), White(0.3), White(0.4)];

        var scan = SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a"));

        Assert.Equal([3, 4], scan.Frames.Where(f => f.Problem is not null).Select(f => f.Index));
        Assert.Contains("of its pixels are saturated (at the count 255)", scan.Frames[3].Problem!.Reason, StringComparison.Ordinal);
        Assert.Equal(IntensityMaps.Fit(frames[..3]), Assert.Single(scan.Parts).Maps);
    }

    [Fact]
    public void AMaskThatIsAsBrightHidesNoSaturation()
    {
        Frame[] frames = [White(0.4), White(0.4), White(0.4), White(0.6), White(0.4)];
        Assert.Equal(
            [3],
            SequenceScan
                .Read(new FramesInMemory(_folder, frames).Sequence("a"))
                .Frames.Where(f => f.Problem is not null)
                .Select(f => f.Index)
        );
    }

    /// <summary>What is clipped cannot be told from a white mask: such frames are used, and it is said.</summary>
    [Theory]
    [InlineData(true, 0.3, 0.3, 0.25, 0.2)]
    [InlineData(true, 0.0, 0.2, 0.2, 0.2, 0.2)]
    [InlineData(false, 0.05, 0.05, 0.05, 0.05)]
    [InlineData(false, 0.05, 0.05, 0.05, 0.12)]
    [InlineData(false, 0.0, 0.0, 0.2, 0.2, 0.05)]
    public void ARecordingThatSaturatesInMostFramesIsSaid(bool isSaid, params double[] shares)
    {
        Frame[] frames = [.. shares.Select(share => White(share))];
        var said = SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a")).SaturatedThroughout;
        Assert.Equal(isSaid, said?.Contains("at the brightest count (255)", StringComparison.Ordinal) ?? false);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(65535)]
    public void AHotPixelHidesNoSaturation(float count)
    {
        Frame[] frames = [.. Enumerable.Range(0, 5).Select(_ => White(0.3))];
        frames[2] = new(64, 64, [count, .. frames[2].Counts.AsSpan(1)], PixelType.UInt16);
        var said = SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a")).SaturatedThroughout;
        Assert.Contains("at the brightest count (255)", said, StringComparison.Ordinal);
    }

    /// <summary>
    /// A white mask, and a little more of it; few pixels; a bright ground or a white border that is more in some frames and less in others.
    /// </summary>
    [Theory]
    [InlineData(0.3, 0.3, 0.3, 0.35, 0.35)]
    [InlineData(0.0, 0.0, 0.0, 0.05, 0.05)]
    [InlineData(0.2, 0.5, 0.3, 0.4, 0.5)]
    [InlineData(0.0, 0.1, 0.2, 0.3, 0.4)]
    public void WhatMostFramesHaveOrFewPixelsAreIsNoSaturation(params double[] shares)
    {
        Frame[] frames = [.. shares.Select(share => White(share))];
        Assert.All(SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a")).Frames, f => Assert.Null(f.Problem));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(2, true, PixelType.UInt8)]
    [InlineData(3, false)]
    [InlineData(5, false)]
    public void LabelImagesAmongMoreRecordedFramesAreNamedAndSetNoIntensities(int labels, bool named, PixelType type = PixelType.UInt16)
    {
        Frame[] recorded = [.. Enumerable.Range(0, 5 - labels).Select(i => Scene(64, 1 + 0.001 * i))],
            frames = [.. Enumerable.Range(0, labels).Select(first => Label(first, type)), .. recorded];

        var scan = SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a"));

        Assert.Equal(named ? Enumerable.Range(0, labels) : [], scan.Frames.Where(f => f.Problem is not null).Select(f => f.Index));
        if (!named)
            return;
        Assert.Contains("looks like a label image", scan.Frames[0].Problem!.Reason, StringComparison.Ordinal);
        Assert.Equal(IntensityMaps.Fit(recorded), Assert.Single(scan.Parts).Maps);
    }

    /// <summary>Discs of different sizes, numbered.</summary>
    private static Frame Label(int first, PixelType type) =>
        new(
            64,
            64,
            [
                .. Enumerable
                    .Range(0, 64 * 64)
                    .Select(at =>
                    {
                        int row = at / 64 / 16,
                            column = at % 64 / 16;
                        var distance = double.Hypot(at / 64 % 16 - 8, at % 16 - 8);
                        return distance < 3 + (row + column) % 4 ? first + 1f + 4 * row + column : 0;
                    }),
            ],
            type
        );

    [Fact]
    public void EachPixelTypeHasItsOwnEndOfTheRange()
    {
        Frame[] frames = [.. new[] { 0.0, 0, 0, 0.3 }.Select(share => White(share, PixelType.UInt8)), Scene(64, 20), Scene(64, 20)];
        frames[4].Counts[0] = frames[5].Counts[0] = 4095;
        var scan = SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a"));
        Assert.Equal([3], scan.Frames.Where(f => f.Problem is not null).Select(f => f.Index));
    }

    /// <summary>As of an even ground that is nowhere brighter: the camera's range goes on.</summary>
    [Fact]
    public void ThatManyPixelsHaveAFramesOwnBrightestCountIsNoSaturation()
    {
        Frame[] frames = [.. Enumerable.Repeat(0, 4).Select(_ => Scene(64))];
        frames[2] = new(64, 64, [.. frames[2].Counts.Select(c => Math.Min(c, 70))], PixelType.UInt16);
        Assert.InRange(frames[2].Counts.Count(c => c == 70), 0.2 * 64 * 64, 64 * 64);
        Assert.All(SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a")).Frames, f => Assert.Null(f.Problem));
    }

    private static Frame White(double share, PixelType type = PixelType.UInt16) =>
        new(64, 64, [.. Scene(64).Counts.Select((c, at) => at % 64 < 64 * share ? 255 : c)], type);

    /// <summary>As of an even field in 8 bits, a count brighter from one frame on.</summary>
    [Fact]
    public void WhereGreyLevelsAreFewTheBrightestIsNoSaturation()
    {
        var random = new Random(1);
        Frame[] frames =
        [
            .. new[] { 100, 100, 100, 101 }.Select(least => new Frame(
                64,
                64,
                [.. Scene(64).Counts.Select(_ => (float)random.Next(least, least + 3))],
                PixelType.UInt8
            )),
        ];
        Assert.All(SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a")).Frames, f => Assert.Null(f.Problem));
    }

    [Fact]
    public void OfEmptyFieldsAloneTheMapsAreThoseOfAll()
    {
        Frame[] frames = [.. Enumerable.Range(1, 3).Select(seed => TestFrames.Random(64, 64, PixelType.UInt16, seed))];
        Assert.All(frames, frame => Assert.True(FieldContrast.IsEmpty(frame.Counts, frame.Height, frame.Width)));
        Assert.Equal(IntensityMap.Fit(frames), SequenceScan.Read(new FramesInMemory(_folder, frames).Sequence("a")).Parts[0].Maps[2]);
    }

    [Fact]
    public void AnOffsetThatNoCountIsAboveIsToldWithTheMaps()
    {
        var scan = SequenceScan.Read(new FramesInMemory(_folder, Scene(64)).Sequence("a"), cameraOffset: 300);
        Assert.Contains("camera offset 300", Assert.Throws<ArgumentException>(() => scan.Parts[0].Maps).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACancelledScanEndsBeforeTheNextFrame()
    {
        var files = new FramesInMemory(_folder, Scene(32));
        Assert.Throws<OperationCanceledException>(() =>
            SequenceScan.Read(files.Sequence("a"), cancellation: new CancellationToken(canceled: true))
        );
        Assert.Equal([0], files.Reads);
    }
}
