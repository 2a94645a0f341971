using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers.Tests.Training;
using PostFocus.Trainers.Training;

namespace PostFocus.Trainers.Tests;

/// <summary>A drawn disc with its truth, counts 100 to 300.</summary>
internal sealed class DiscRow
{
    public const int Side = 16;

    [VectorType(Side, Side)]
    public float[] Frame { get; set; } = [];

    [VectorType(Side, Side)]
    public float[] Reference { get; set; } = [];

    /// <summary>Out of focus.</summary>
    public bool Label { get; set; }

    /// <summary>One in focus, then blurred ones.</summary>
    public static IDataView Rows(MLContext context, int count) =>
        context.Data.LoadFromEnumerable(
            Enumerable
                .Range(0, count)
                .Select(i => new DiscRow
                {
                    Frame = Counts(Scenes.Disc(i, Side, i == 0 ? 0.7 : 4)),
                    Reference = Counts(Scenes.Disc(i, Side, 0.7)),
                    Label = i > 0,
                })
        );

    private static float[] Counts(UnitImage image) => [.. image.Pixels.Select(v => 200 + 100 * v)];
}
