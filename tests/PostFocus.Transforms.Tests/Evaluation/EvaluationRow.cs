using Microsoft.ML.Data;

namespace PostFocus.Transforms.Tests.Evaluation;

/// <summary>A restored row whose metrics a test knows beforehand. Counts 100 to 300 are the intensity range.</summary>
internal sealed class EvaluationRow
{
    public const int Height = 24,
        Width = 32;
    public const double IntensityRange = 200;

    public string Sequence { get; set; } = "A1";

    public int FrameIndex { get; set; }

    public bool WasRestored { get; set; } = true;

    [VectorType(Height, Width)]
    public float[] Frame { get; set; } = Scene(blur: 4);

    [VectorType(Height, Width)]
    public float[] Restored { get; set; } = Scene(blur: 1);

    [VectorType(Height, Width)]
    public float[] Reference { get; set; } = Scene();

    [VectorType(Height, Width)]
    public float[] Spread { get; set; } = new float[Height * Width];

    [VectorType(2)]
    public float[] Intensity { get; set; } = [100, 300];

    /// <summary>Two blobs, one bright and one dark, in counts.</summary>
    /// <param name="blur">Standard deviation, pixels.</param>
    /// <param name="offset">Added to all counts.</param>
    public static float[] Scene(double blur = 0, double offset = 0) =>
        [
            .. Enumerable
                .Range(0, Height * Width)
                .Select(i => (Y: i / Width, X: i % Width))
                .Select(p => (float)(offset + 200 + Blob(p.Y - 8, p.X - 9, 80, 3, blur) - Blob(p.Y - 15, p.X - 22, 70, 2, blur))),
        ];

    private static double Blob(double y, double x, double height, double radius, double blur)
    {
        var variance = radius * radius + blur * blur;
        return height * radius * radius / variance * Math.Exp(-(y * y + x * x) / (2 * variance));
    }
}
