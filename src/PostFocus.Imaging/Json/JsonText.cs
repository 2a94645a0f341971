using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PostFocus.Imaging.Json;

/// <summary>
/// Puts members into the text of a JSON object. It is not written anew: every other character stays, as numbers, order and layout are
/// other programs' own.
/// </summary>
internal sealed class JsonText
{
    private static readonly JsonSerializerOptions s_plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly byte[] _text;
    private readonly ArrayBufferWriter<byte> _merged = new();
    private int _copied;

    private JsonText(byte[] text) => _text = text;

    /// <summary>The text with each member of the changes in place of that of its name, or behind the last; objects are merged.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="changes">What is to be there.</param>
    /// <param name="depth">Levels that the text may have.</param>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    public static byte[] Merged(byte[] text, JsonObject changes, int depth)
    {
        var reader = new Utf8JsonReader(
            Encoding.UTF8.GetBytes(PythonJson.Masked(Encoding.UTF8.GetString(text))),
            new JsonReaderOptions { AllowTrailingCommas = true, MaxDepth = depth }
        );
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("it is no object");
        var merging = new JsonText(text);
        merging.Merge(ref reader, changes);
        merging.Put(text.Length, text.Length, "");
        return merging._merged.WrittenSpan.ToArray();
    }

    private void Merge(ref Utf8JsonReader reader, JsonObject changes)
    {
        var left = changes.ToDictionary();
        var end = (int)reader.BytesConsumed;
        string? layout = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            layout ??= Encoding.UTF8.GetString(_text.AsSpan(end..(int)reader.TokenStartIndex));
            var isChanged = left.Remove(Name(ref reader), out var value);
            reader.Read();
            if (isChanged && value is JsonObject inner && reader.TokenType == JsonTokenType.StartObject)
            {
                Merge(ref reader, inner);
            }
            else
            {
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isChanged)
                    Put(start, (int)reader.BytesConsumed, Text(value));
            }
            end = (int)reader.BytesConsumed;
        }
        foreach (var (number, (name, value)) in left.Index())
            Put(end, end, $"{(layout is null && number == 0 ? "" : ",")}{layout ?? " "}{Text(name)}: {Text(value)}");
    }

    /// <summary>Puts something in place of a part, behind all parts before.</summary>
    private void Put(int start, int end, string text)
    {
        _merged.Write(_text.AsSpan(_copied..start));
        _merged.Write(Encoding.UTF8.GetBytes(text));
        _copied = end;
    }

    private static string Text(JsonNode? value) => value?.ToJsonString(s_plain) ?? "null";

    private static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is no name that is looked for.
            return "";
        }
    }
}
