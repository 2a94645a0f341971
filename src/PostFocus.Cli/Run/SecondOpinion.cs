using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;

namespace PostFocus.Cli.Run;

/// <summary>
/// What the classifier says of restored frames. It is told and decides nothing: the classifier selected the frames, and a restoration
/// can please a network without being true.
/// </summary>
internal sealed class SecondOpinion(MLContext context, FocusModel classifier) : IDisposable
{
    private readonly FittedOnce _scoring = new(context.Transforms.ScoreFocus(classifier));

    /// <param name="restored">Counts, row-major.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="intensity">Counts that map to −1 and +1.</param>
    /// <param name="pixelMicrons">Side of a pixel, µm; NaN where it is not known.</param>
    /// <returns>The probability of being out of focus, and whether the frame counts as such; null where it cannot be judged.</returns>
    public (float Probability, bool IsOutOfFocus)? Of(
        ReadOnlySpan<float> restored,
        int height,
        int width,
        (float Black, float White) intensity,
        float pixelMicrons
    )
    {
        var row = new Row
        {
            Frame = restored.ToArray(),
            Intensity = [intensity.Black, intensity.White],
            PixelMicrons = pixelMicrons,
        };
        var schema = SchemaDefinition.Create(typeof(Row));
        schema[LoadedColumns.Frame].ColumnType = new VectorDataViewType(NumberDataViewType.Single, height, width);
        schema[LoadedColumns.Intensity].ColumnType = new VectorDataViewType(NumberDataViewType.Single, 2);
        var scored = _scoring.Transform(context.Data.LoadFromEnumerable([row], schema));
        using var cursor = scored.GetRowCursor([scored.Schema["Probability"], scored.Schema["PredictedLabel"]]);
        float probability = 0;
        var isOutOfFocus = false;
        try
        {
            cursor.MoveNext();
            cursor.GetGetter<float>(scored.Schema["Probability"])(ref probability);
            cursor.GetGetter<bool>(scored.Schema["PredictedLabel"])(ref isOutOfFocus);
            return (probability, isOutOfFocus);
        }
        catch (Exception e) when (Failure.IsOfFiles(e))
        {
            return null;
        }
    }

    public void Dispose() => _scoring.Dispose();

    private sealed class Row
    {
        public float[] Frame { get; init; } = [];
        public float[] Intensity { get; init; } = [];
        public float PixelMicrons { get; init; }
    }
}
