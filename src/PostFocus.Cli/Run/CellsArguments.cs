using System.CommandLine;
using PostFocus.Cli.Results;
using PostFocus.Imaging;

namespace PostFocus.Cli.Run;

/// <summary>The options of <c>run</c> about cells.</summary>
internal sealed class CellsArguments
{
    private readonly Option<string> _search = new("--cells")
    {
        Description =
            $"Find cells in the restored frames, before and after (drawn in {ResultNames.Report}, counted in {ResultNames.FramesTable}); in all frames, so that they are followed too ({CellRow.Table}); or in none.",
        DefaultValueFactory = _ => EnumNames.Of(CellSearch.Restored),
    };

    /// <summary>Names the zip that finds them.</summary>
    public Option<string?> Segmenter { get; } =
        new("--segmenter") { HelpName = "ZIP", Description = "Model zip with the segmenter that finds them. Default: the pretrained one." };
    private readonly Option<bool> _judge = new("--judge-cells")
    {
        Description =
            "A second judge beside the gate: restorations that change cells more than time does are rejected, where more of them are lost or new than between the recorded frame and the one before it. Needs --cells all.",
    };
    private readonly CellArguments _cells = new();

    public CellsArguments() => _search.AcceptOnlyFromAmong(EnumNames.Of<CellSearch>());

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _search, Segmenter, _judge })
            command.Add(option);
        _cells.AddTo(command);
    }

    /// <summary>What was asked for; null: no cells.</summary>
    /// <exception cref="PostFocusException">The judge has nothing to judge by.</exception>
    public CellsRequest? Read(ParseResult parsed)
    {
        var search = Enum.Parse<CellSearch>(parsed.GetRequiredValue(_search), ignoreCase: true);
        var judge = parsed.GetValue(_judge);
        if (judge && search != CellSearch.All)
            throw new PostFocusException(
                $"--judge-cells compares the cells of a frame with those of the one before, but --cells is {EnumNames.Of(search)}. Give --cells all."
            );
        return search == CellSearch.None
            ? null
            : new(search == CellSearch.All, Installation.Segmenter(parsed.GetValue(Segmenter)), _cells.Read(parsed), judge);
    }
}
