using System.Text.Encodings.Web;
using System.Text.Json;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Results;

/// <summary>A name and what it stands for.</summary>
internal sealed record Fact(string Name, string Value);

/// <summary>Restored frames of which the gate's trust lies in one bin.</summary>
/// <param name="Frames">How many, above 0.</param>
/// <param name="Trust">Their mean trust.</param>
/// <param name="NotWorse">The share of them that is not worse than its input, in truth.</param>
internal sealed record TrustReliability(int Frames, double Trust, double NotWorse);

/// <summary>
/// What a run was asked for and what it worked with, as <c>run.json</c> holds it: all that a report needs beside tables and pictures.
/// </summary>
internal sealed record RunFacts
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Name of the input, without its folder.</summary>
    public required string Input { get; init; }

    /// <summary>Whether the run went to its end.</summary>
    public required bool IsFinished { get; init; }

    /// <summary>Sequences of the input.</summary>
    public required int Sequences { get; init; }

    /// <summary>Frames of the input.</summary>
    public required int Frames { get; init; }

    /// <summary>See <see cref="YieldOptions.LargestShare"/>.</summary>
    public required double LargestShare { get; init; }

    /// <summary>See <see cref="YieldOptions.LongestRun"/>.</summary>
    public required int? LongestRun { get; init; }

    /// <summary>Whether rejected frames were taken, too.</summary>
    public required bool AcceptsAll { get; init; }

    /// <summary>Whether the model is the one that is shipped.</summary>
    public required bool IsPretrained { get; init; }

    /// <summary>Whether cells were looked for, so that pictures have a panel of their outlines.</summary>
    public bool FindsCells { get; init; }

    /// <summary>Least trust of an accepted frame; null: no gate, or none is accepted.</summary>
    public required double? GateThreshold { get; init; }

    /// <summary>How reliable the gate's trust was where its threshold was set; empty: not known.</summary>
    public IReadOnlyList<TrustReliability> GateReliability { get; init; } = [];

    /// <summary>What the model consists of.</summary>
    public required IReadOnlyList<Fact> Model { get; init; }

    /// <summary>Software and options.</summary>
    public required IReadOnlyList<Fact> Settings { get; init; }

    /// <summary>What was said of the input as a whole.</summary>
    public required IReadOnlyList<string> Remarks { get; init; }

    /// <summary>When lost focus costs a sequence.</summary>
    public YieldOptions Rule() => new() { LargestShare = LargestShare, LongestRun = LongestRun };

    public void Write(string path) =>
        FileSafety.WriteWhole(path, temporary => File.WriteAllText(temporary, $"{JsonSerializer.Serialize(this, s_json)}\n"));

    /// <exception cref="FrameFormatException">It is missing, or no such file.</exception>
    public static RunFacts Read(string path)
    {
        try
        {
            RegularFile.Check(path, null);
            return JsonSerializer.Deserialize<RunFacts>(File.ReadAllText(path), s_json)
                ?? throw new FrameFormatException(path, null, "it holds nothing. Take the file as the run wrote it.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FrameFormatException(path, null, $"it cannot be read ({e.Message}) Name the folder of results of a run.", e);
        }
        catch (JsonException e)
        {
            throw new FrameFormatException(path, null, $"it is not what a run writes ({e.Message}) Take the file as the run wrote it.", e);
        }
    }
}
