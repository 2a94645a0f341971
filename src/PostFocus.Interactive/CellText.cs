using System.Globalization;
using Microsoft.ML.Data;

namespace PostFocus.Interactive;

/// <summary>A value of a row as a short text.</summary>
internal static class CellText
{
    private const int MostSlots = 4,
        MostCharacters = 24;

    public static string Of(object? value) =>
        value switch
        {
            float number => MetricsTable.Number(number),
            double number => MetricsTable.Number(number),
            ReadOnlyMemory<char> text => End(text.ToString()),
            VBuffer<float> vector => Slots(vector),
            VBuffer<double> vector => Slots(vector),
            VBuffer<ReadOnlyMemory<char>> vector => Slots(vector),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };

    // The end of a path tells more than its beginning.
    private static string End(string text) => text.Length > MostCharacters ? $"…{text[^MostCharacters..]}" : text;

    private static string Slots<T>(VBuffer<T> vector)
    {
        var shown = string.Join(", ", vector.DenseValues().Take(MostSlots).Select(slot => Of(slot)));
        return vector.Length > MostSlots ? $"{shown}, … ({vector.Length})" : shown;
    }
}
