using Microsoft.ML;
using Microsoft.ML.Data;

namespace PostFocus.Transforms.Columns;

/// <summary>What ML.NET's scorers tell of the columns that they make, so that its tools know them for scores.</summary>
internal static class ScoreAnnotations
{
    /// <summary>Of a binary classifier.</summary>
    /// <param name="valueKind">What the column holds: Score, Probability or PredictedLabel.</param>
    public static DataViewSchema.Annotations OfBinary(string valueKind)
    {
        var builder = new DataViewSchema.Annotations.Builder();
        Add("ScoreColumnKind", "BinaryClassification");
        Add("ScoreValueKind", valueKind);
        return builder.ToAnnotations();

        void Add(string kind, string text) =>
            builder.Add(kind, TextDataViewType.Instance, (ref ReadOnlyMemory<char> value) => value = text.AsMemory());
    }
}
