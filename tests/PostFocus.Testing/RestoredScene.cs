using Microsoft.ML.Data;

namespace PostFocus.Testing;

/// <summary>A row as it is after restoration, with its truth: round blobs, blurred, restored well or spoilt.</summary>
public sealed class RestoredScene
{
    public const int Side = 48;

    public string Sequence { get; set; } = "";

    [VectorType(Side, Side)]
    public float[] Frame { get; set; } = [];

    [VectorType(Side, Side)]
    public float[] Restored { get; set; } = [];

    [VectorType(Side, Side)]
    public float[] Spread { get; set; } = [];

    [VectorType(Side, Side)]
    public float[] Reference { get; set; } = [];

    [VectorType(2)]
    public float[] Intensity { get; set; } = [1000, 2000];

    public float Score { get; set; } = 3;

    public bool WasRestored { get; set; } = true;

    public string FrameProblem { get; set; } = "";

    /// <summary>Wells of a good and a spoilt restoration.</summary>
    public static IEnumerable<RestoredScene> Wells(int count, int seed) =>
        Enumerable
            .Range(0, count)
            .SelectMany(well =>
                new[] { Make(10_000 * seed + 2 * well, spoilt: false, well), Make(10_000 * seed + 2 * well + 1, spoilt: true, well) }
            );

    /// <param name="seed">Of the scene.</param>
    /// <param name="spoilt">Whether the restored frame shows blobs that are nowhere.</param>
    /// <param name="well">Names the sequence.</param>
    public static RestoredScene Make(int seed, bool spoilt, int well = 0)
    {
        var random = new Random(seed);
        (double Y, double X, double Radius, double Height)[] blobs = Blobs(24, 150),
            invented = spoilt ? Blobs(4, 400) : [];
        double blur = 2 + random.NextDouble(),
            left = 0.8;
        return new()
        {
            Sequence = $"well{well}",
            Reference = Image(blobs, 0, 0),
            Frame = Image(blobs, blur, 4),
            Restored = [.. Image(blobs, left, 6).Zip(Image(invented, 0, 0), (cell, blob) => cell + blob - 1500)],
            Spread = [.. Enumerable.Range(0, Side * Side).Select(_ => (float)(5 + 5 * random.NextDouble()))],
        };

        (double, double, double, double)[] Blobs(int count, double height) =>
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(_ =>
                        (
                            Side * random.NextDouble(),
                            Side * random.NextDouble(),
                            1.2 + random.NextDouble(),
                            height * (random.NextDouble() < 0.5 ? -1 : 1)
                        )
                    ),
            ];

        float[] Image((double Y, double X, double Radius, double Height)[] scene, double sigma, double noise) =>
            [
                .. Enumerable
                    .Range(0, Side * Side)
                    .Select(i =>
                        (float)(
                            1500
                            + noise * (random.NextDouble() + random.NextDouble() - 1)
                            + scene.Sum(b =>
                                (b.Radius * b.Radius + sigma * sigma) is var variance
                                    ? b.Height
                                        * b.Radius
                                        * b.Radius
                                        / variance
                                        * Math.Exp(-(Square(i / Side - b.Y) + Square(i % Side - b.X)) / (2 * variance))
                                    : 0
                            )
                        )
                    ),
            ];

        static double Square(double value) => value * value;
    }
}
