using System.CommandLine;
using PostFocus.Imaging.Yield;

namespace PostFocus.Cli.Shared;

/// <summary>When lost focus costs a sequence, alike where it is counted before and after a restoration.</summary>
internal sealed class YieldArguments
{
    private static readonly YieldOptions s_defaults = new();

    private readonly Option<double> _share = new Setting<double>("--threshold-share", nameof(YieldOptions.LargestShare))
    {
        HelpName = "SHARE",
        Description = "A sequence is affected where more than this share of its frames is out of focus, 0 to 1; 1 turns the rule off.",
        DefaultValueFactory = _ => s_defaults.LargestShare,
    };
    private readonly Option<int?> _run = new Setting<int?>("--longest-run", nameof(YieldOptions.LongestRun))
    {
        HelpName = "N",
        Description =
            "A sequence is affected, too, where more than this many frames in a row, 0 or more, are out of focus: 1 where two in a row cost a video. Default: no such rule.",
    };

    public void AddTo(Command command)
    {
        command.Add(_share);
        command.Add(_run);
    }

    public YieldOptions Read(ParseResult parsed) => new() { LargestShare = parsed.GetValue(_share), LongestRun = parsed.GetValue(_run) };
}
