using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PostFocus.Cli.Results;

namespace PostFocus.Cli.Journal;

/// <summary>A line of a run's journal: one of the three.</summary>
/// <param name="Settings">All that changes the results: the first line.</param>
/// <param name="Places">Where results will go, before the first of them does: '/'-separated from the folder of results.</param>
/// <param name="Done">What is done.</param>
internal sealed record JournalEntry(IReadOnlyList<Fact>? Settings = null, IReadOnlyList<string>? Places = null, FinishedUnit? Done = null)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        IgnoreReadOnlyProperties = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    public string ToText() => JsonSerializer.Serialize(this, s_json);

    /// <exception cref="JsonException">It is no such text.</exception>
    public static JournalEntry Of(string text) => JsonSerializer.Deserialize<JournalEntry>(text, s_json) ?? new();
}
