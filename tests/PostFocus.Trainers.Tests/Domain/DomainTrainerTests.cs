using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Trainers.Domain;
using PostFocus.Transforms.Domain;

namespace PostFocus.Trainers.Tests.Domain;

public sealed class DomainTrainerTests
{
    private const int Side = 48;

    private static readonly DomainTrainer.Options s_options = new() { Kinds = 2, FalseAlarms = 0.1 };

    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void FramesOfTheKindsLearntAreInTheDomainAndOthersAreNot()
    {
        var domain = _context.FocusRestoration.Trainers.Domain(s_options).Fit(Rows(Blobs(0, 60), Stripes(0, 60)));
        var c = domain.Model.Calibration;
        Assert.Equal((60, 60, 60, 60, 0.1), (c.FittingWells, c.FittingFrames, c.LimitWells, c.LimitFrames, c.FalseAlarms));
        Assert.Equal(2, domain.Model.Components.Count);
        Assert.InRange(Held(Rows(Blobs(1000, 60), Stripes(1000, 60))), 0.75, 0.99);
        Assert.Equal(0, Held(Rows(Noise(60))));

        double Held(IDataView rows) => domain.Transform(rows).GetColumn<bool>("InDomain").Average(i => i ? 1.0 : 0);
    }

    [Fact]
    public void WithTheNoiseOfTheTrainingNoisyFramesAreInTheDomainToo()
    {
        var options = s_options with
        {
            Acquisition = new() { LeastNoise = 0.001, MostNoise = 0.1 },
        };
        var noisy = Rows(Blobs(1000, 40).Select((row, i) => WithNoise(row, i)));
        Assert.InRange(Held(options, noisy), 0.6, 1);
        Assert.InRange(Held(s_options, noisy), 0, 0.3);

        double Held(DomainTrainer.Options with, IDataView rows) =>
            _context
                .FocusRestoration.Trainers.Domain(with)
                .Fit(Rows(Blobs(0, 200)))
                .Transform(rows)
                .GetColumn<bool>("InDomain")
                .Average(i => i ? 1.0 : 0);
    }

    [Fact]
    public void TheSameFramesGiveTheSameDomain()
    {
        DomainModel Fit() => _context.FocusRestoration.Trainers.Domain(s_options).Fit(Rows(Blobs(0, 40), Stripes(0, 40))).Model;
        DomainModel one = Fit(),
            two = Fit();
        Assert.Equal(one.Limit, two.Limit);
        Assert.Equal(one.Components.SelectMany(c => c.Precision), two.Components.SelectMany(c => c.Precision));
    }

    [Fact]
    public void FramesOfOneWellAreOnOneSide()
    {
        var rows = Blobs(0, 60).Select((row, i) => new WellRow { Frame = row.Frame, Sequence = $"{i / 10}" });
        var c = _context
            .FocusRestoration.Trainers.Domain(s_options)
            .Fit(_context.Data.LoadFromEnumerable(rows.ToArray()))
            .Model.Calibration;
        Assert.Equal((3, 30, 3, 30), (c.FittingWells, c.FittingFrames, c.LimitWells, c.LimitFrames));
    }

    [Fact]
    public void TooFewFramesForTheLimitAreRefusedAndItIsSaidHowManyItTakes()
    {
        var thrown = Assert.Throws<PostFocusException>(() =>
        {
            _context.FocusRestoration.Trainers.Domain(s_options with { FalseAlarms = 0.01 }).Fit(Rows(Blobs(0, 60)));
        });
        Assert.Contains("at least 99 frames", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("there are 30", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainTrainer.Options { FalseAlarms = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainTrainer.Options { Kinds = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new DomainTrainer.Options { LimitFraction = 1 });
    }

    private IDataView Rows(params IEnumerable<SceneRow>[] kinds) => _context.Data.LoadFromEnumerable(kinds.SelectMany(k => k).ToArray());

    private static IEnumerable<SceneRow> Blobs(int first, int count) =>
        Enumerable.Range(first, count).Select(seed => new SceneRow { Frame = [.. RestoredScene.Make(seed, false).Reference.Select(Unit)] });

    private static IEnumerable<SceneRow> Stripes(int first, int count) =>
        Enumerable
            .Range(first, count)
            .Select(seed =>
            {
                var random = new Random(seed);
                double phase = 6 * random.NextDouble(),
                    pitch = 0.5 + 0.2 * random.NextDouble();
                return new SceneRow { Frame = [.. Pixels(i => 0.7 * Math.Sin(pitch * (i % Side) + phase) + 0.05 * random.NextDouble())] };
            });

    private static IEnumerable<SceneRow> Noise(int count) =>
        Enumerable
            .Range(0, count)
            .Select(seed =>
            {
                var random = new Random(seed);
                return new SceneRow { Frame = [.. Pixels(_ => 2 * random.NextDouble() - 1)] };
            });

    private static SceneRow WithNoise(SceneRow row, int seed)
    {
        var random = new Random(seed);
        return new() { Frame = [.. row.Frame.Select(v => v + 0.25f * (random.NextSingle() + random.NextSingle() - 1))] };
    }

    private static IEnumerable<float> Pixels(Func<int, double> value) => Enumerable.Range(0, Side * Side).Select(i => (float)value(i));

    private static float Unit(float count) => (count - 1500) / 500;

    private class SceneRow
    {
        [VectorType(Side, Side)]
        public float[] Frame { get; set; } = [];

        // Counts that are unit intensities.
        [VectorType(2)]
        public float[] Intensity { get; set; } = [-1, 1];
    }

    private sealed class WellRow : SceneRow
    {
        public string Sequence { get; set; } = "";
    }
}
