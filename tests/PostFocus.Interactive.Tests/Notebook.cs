using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PostFocus.Interactive.Tests;

/// <summary>A notebook file (.ipynb).</summary>
internal sealed class Notebook
{
    private static readonly JsonSerializerOptions s_layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly JsonNode _root;

    private Notebook(string text) => _root = JsonNode.Parse(text)!;

    public static string Folder { get; } = Path.Combine(Repository.Root, "samples", "Notebooks");

    /// <summary>Names of all notebooks, in order.</summary>
    public static IEnumerable<string> Names =>
        Directory.GetFiles(Folder, "*.ipynb").Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public string Kernel => (string)_root["metadata"]!["kernelspec"]!["name"]!;

    /// <summary>Sources of all cells.</summary>
    public IEnumerable<(bool IsCode, string Text)> Cells =>
        _root["cells"]!.AsArray().Select(cell => ((string)cell!["cell_type"]! == "code", Text(cell["source"])));

    /// <summary>Sources of the cells with code.</summary>
    public IEnumerable<string> Code => CodeCells.Select(cell => Text(cell["source"]));

    /// <summary>What cells failed with.</summary>
    public IEnumerable<string> Errors =>
        Outputs.Where(output => (string)output["output_type"]! == "error").Select(output => (string)output["evalue"]!);

    /// <summary>How many pictures and plots it shows.</summary>
    public int Pictures =>
        Outputs.Count(output =>
            output["data"] is JsonObject data
            && (
                data.ContainsKey("image/png")
                || data.ContainsKey("image/svg+xml")
                || Text(data["text/html"]).Contains("<img", StringComparison.Ordinal)
            )
        );

    private IEnumerable<JsonObject> CodeCells =>
        _root["cells"]!.AsArray().Select(cell => cell!.AsObject()).Where(cell => (string)cell["cell_type"]! == "code");

    private IEnumerable<JsonObject> Outputs =>
        CodeCells.SelectMany(cell => cell["outputs"]!.AsArray()).Select(output => output!.AsObject());

    public static Notebook Read(string path) => new(File.ReadAllText(path));

    /// <summary>Takes over what cells of a run have shown, and none of its times.</summary>
    public void TakeOutputs(Notebook run)
    {
        foreach (var ((cell, shown), i) in CodeCells.Zip(run.CodeCells).Select((pair, i) => (pair, i)))
        {
            cell["execution_count"] = i + 1;
            cell["outputs"] = shown["outputs"]!.DeepClone();
        }
    }

    public void Write(string path) => File.WriteAllText(path, _root.ToJsonString(s_layout).ReplaceLineEndings("\n") + "\n");

    private static string Text(JsonNode? lines) => lines is null ? "" : string.Concat(lines.AsArray().Select(line => (string)line!));
}
