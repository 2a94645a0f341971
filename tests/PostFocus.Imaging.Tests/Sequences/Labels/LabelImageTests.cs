using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences.Labels;

/// <summary>Label images are no sequences; recorded frames always are, however much of them is 0.</summary>
public sealed class LabelImageTests : IDisposable
{
    private const int Side = 48;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Frame Image(Func<int, int, double> count, PixelType type = PixelType.UInt16) =>
        new(Side, Side, [.. Enumerable.Range(0, Side * Side).Select(i => (float)count(i / Side, i % Side))], type);

    /// <summary>Discs in a grid, numbered in rows, of which some touch.</summary>
    private static Frame Labels(int radius, int gap, int first = 1, int step = 1) =>
        Image(
            (y, x) =>
            {
                int pitch = 2 * radius + gap,
                    row = y / pitch,
                    column = x / pitch;
                double dy = y % pitch - radius,
                    dx = x % pitch - radius;
                return dy * dy + dx * dx <= radius * radius + 0.5 ? first + step * (row * 10 + column) : 0;
            }
        );

    private static readonly Frame s_recorded = TestFrames.Random(Side, Side, PixelType.UInt16);

    private static readonly Frame s_empty = Image((_, _) => 0);

    private void Write(string folder, params Frame[] frames)
    {
        for (var i = 0; i < frames.Length; i++)
            FrameFile.WriteTiff(_folder[$"{folder}/t{i}.tif"], [frames[i]]);
    }

    private SequenceSearch Search(SequenceOptions? options = null) => FrameSequences.Search(_folder.Path, options);

    [Fact]
    public void LabelsInFoldersOfTheirOwnAreLeftOutAndSaid()
    {
        Write("01", s_recorded, s_recorded);
        Write("01_GT/TRA", s_empty, Labels(5, 3), Labels(6, 3));
        Write("01_ST/SEG", s_empty);
        Write("other/masks", Labels(4, 0), Labels(4, 0));
        Write("02_RES", s_recorded);
        var search = Search();
        Assert.Equal(["01", "02_RES"], search.Sequences.Select(s => s.Name));
        var remark = Assert.Single(search.Remarks);
        Assert.All(["'01_GT/TRA'", "'01_ST/SEG'", "'other/masks'"], name => Assert.Contains(name, remark, StringComparison.Ordinal));
        Assert.Equal(["01", "02_RES"], Search(new SequenceOptions { NamePattern = "t{frame}" }).Sequences.Select(s => s.Name));
    }

    [Fact]
    public void LabelsBesideTheFramesAreLeftOut()
    {
        Write("in", s_recorded, s_recorded, s_recorded);
        for (var i = 0; i < 3; i++)
            FrameFile.WritePng(_folder[$"in/t{i}_cp_masks.png"], Labels(5, 2));
        FrameFile.WriteTiff(_folder["in/all_labels.tif"], [s_empty, Labels(5, 2), s_empty]);
        var search = Search();
        Assert.Equal(["in: t0.tif@0 t1.tif@1 t2.tif@2"], search.Lines());
        Assert.Contains("t*_cp_masks.png", Assert.Single(search.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void NamedThemselvesTheyAreTaken()
    {
        Write("01_GT/TRA", Labels(5, 3), Labels(5, 3));
        Assert.Equal("t1", Assert.Single(FrameSequences.Find(_folder["01_GT/TRA/t1.tif"])).Name);
        var search = FrameSequences.Search(_folder["01_GT/TRA"]);
        Assert.Equal(2, Assert.Single(search.Sequences).Frames.Count);
        Assert.Contains("nothing else", Assert.Single(search.Remarks), StringComparison.Ordinal);
    }

    /// <summary>Whether an image beside a recorded frame is taken.</summary>
    private bool IsTaken(Frame frame)
    {
        Write("a", s_recorded);
        Write("b", frame, frame);
        return Search().Sequences.Any(s => s.Name == "b");
    }

    [Fact]
    public void AreasOfWholeNumbersAreLabels() =>
        Gen.Select(Gen.Int[3, 12], Gen.Int[0, 6], Gen.Int[1, 900], Gen.Int[1, 40])
            .Sample((radius, gap, first, step) => !IsTaken(Labels(radius, gap, first, step)), iter: 40, threads: 1);

    [Fact]
    [Trait("Speed", "Slow")]
    public void LabelsThatFillTheFieldAreLabels() =>
        // Numbered in rows, as most programs do; some of the field may be free. Not nine labels: once in hundreds of fields
        // those that touch happen to be numbered one after the other, as on a slope.
        Gen.Select(Gen.Int[4, 7], Gen.Int[1, 900], Gen.Int[1, 40], Gen.Int[0, 4], Gen.Int)
            .Sample(
                (across, first, step, free, seed) =>
                {
                    var random = new Random(seed);
                    (double Y, double X)[] centres =
                    [
                        .. Enumerable.Range(0, across * across).Select(i => (Centre(i / across), Centre(i % across))),
                    ];
                    return !IsTaken(
                        Image(
                            (y, x) =>
                                y < free
                                    ? 0
                                    : first
                                        + step
                                            * Enumerable
                                                .Range(0, centres.Length)
                                                .MinBy(i => Math.Pow(y - centres[i].Y, 2) + Math.Pow(x - centres[i].X, 2))
                        )
                    );

                    double Centre(int place) => (place + 0.25 + 0.5 * random.NextDouble()) * Side / across;
                },
                iter: 40,
                threads: 1
            );

    [Fact]
    [Trait("Speed", "Slow")]
    public void EnlargedPixelsAndPosterisedFramesAreRecorded() =>
        Gen.Select(Gen.Int[2, 10], Gen.Int[2, 40], Gen.Int)
            .Sample(
                (scale, levels, seed) =>
                {
                    var random = new Random(seed);
                    var noise = Enumerable.Range(0, Side * Side).Select(_ => random.NextDouble()).ToArray();
                    return IsTaken(Image((y, x) => Math.Floor(60000 * noise[y / scale * Side + x / scale])))
                        && IsTaken(
                            Image((y, x) => 1 + Math.Floor(levels * (0.5 + 0.25 * Math.Sin(x / 5.0 + seed % 7) + 0.25 * Math.Cos(y / 4.0))))
                        );
                },
                iter: 40,
                threads: 1
            );

    [Fact]
    public void BinaryMasksAreLabels() => Assert.False(IsTaken(Image((y, x) => y > 10 && x > 20 ? 255 : 0)));

    [Fact]
    [Trait("Speed", "Slow")]
    public void FramesWithNoiseAreRecordedHoweverMuchIsZero() =>
        // Clipped at black and white, with a border, inside of a circle.
        Gen.Select(Gen.Double[-40, 300], Gen.Double[0.6, 60], Gen.Int[0, 20], Gen.Bool, Gen.Int)
            .Sample(
                (level, noise, border, circle, seed) =>
                {
                    var random = new Random(seed);
                    var frame = Image(
                        (y, x) =>
                        {
                            var count = level + 20 * Math.Sin(x / 7.0) + noise * random.Normal();
                            var outside =
                                y < border
                                || x < border
                                || (circle && Math.Pow(y - Side / 2, 2) + Math.Pow(x - Side / 2, 2) > Side * Side / 4);
                            return outside ? 0 : Math.Clamp(Math.Round(count), 0, 255);
                        }
                    );
                    // Without any grey left it is a mask.
                    return frame.Counts.Distinct().Count() < 4 || IsTaken(frame);
                },
                iter: 80,
                threads: 1
            );

    [Fact]
    public void SmoothSlopesAreRecorded() =>
        // Steps of a blob without noise, as of a simulation or a deconvolution, and of any gain.
        Gen.Select(Gen.Int[2, 4000], Gen.Double[3, 15], Gen.Int[1, 16], Gen.Int[0, 30])
            .Sample(
                (height, width, gain, cut) =>
                    IsTaken(
                        Image(
                            (y, x) =>
                            {
                                var count = Math.Floor(
                                    height * Math.Exp(-(Math.Pow(y - 22, 2) + Math.Pow(x - 25, 2)) / (2 * width * width))
                                );
                                return count < Math.Min(cut, height / 4) ? 0 : gain * count;
                            }
                        )
                    ),
                iter: 80,
                threads: 1
            );

    [Fact]
    public void SparsePhotonsAreRecorded() =>
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Int)
            .Sample(
                (share, seed) =>
                {
                    var random = new Random(seed);
                    return IsTaken(Image((_, _) => random.NextDouble() < share ? 1 : 0));
                },
                iter: 40,
                threads: 1
            );

    [Fact]
    public void FractionsAndNegativeNumbersAreNoLabels()
    {
        Assert.True(IsTaken(new Frame(Side, Side, [.. Labels(5, 3).Counts.Select(c => c / 2)], PixelType.Float32)));
        Assert.True(IsTaken(new Frame(Side, Side, [.. Labels(5, 3).Counts.Select(c => -c)], PixelType.Int16)));
    }

    [Fact]
    public void BlackFramesBeforeTheFirstRecordedOneChangeNothing()
    {
        Write("a", s_recorded);
        Write("b", s_empty, s_recorded, s_empty);
        Write("dark", s_empty, s_empty);
        Assert.Equal(["a", "b", "dark"], Search().Sequences.Select(s => s.Name));
    }

    [Fact]
    public void OneFrameThatLooksLikeLabelsMakesNoVideoLabels()
    {
        Write("a", s_recorded);
        Write("b", Labels(5, 3), s_recorded, s_recorded);
        Assert.Equal(["a", "b"], Search().Sequences.Select(s => s.Name));
    }
}
