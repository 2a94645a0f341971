using System.CommandLine;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Shared;

/// <summary>The options that say which frames of an input are a video.</summary>
internal sealed class SequenceArguments
{
    private const string All = "all",
        Tracked = "tracked",
        Detected = "detected";

    private readonly Option<int?> _channel = new Setting<int?>("--channel", nameof(SequenceOptions.Channel))
    {
        HelpName = "N",
        Description = "Channel of inputs with several, from 0.",
    };
    private readonly Option<int?> _plane = new Setting<int?>("--plane", nameof(SequenceOptions.Plane))
    {
        HelpName = "N",
        Description = "Focal plane (Z) of inputs with several, from 0; with {plane} in --names the number in their names.",
    };
    private readonly Option<int?> _series = new Setting<int?>("--series", nameof(SequenceOptions.Series))
    {
        HelpName = "N",
        Description = "Series (image) of OME-TIFF files with several, from 0. Default: each, as a sequence.",
    };

    private readonly Option<string?> _axes = new Setting<string?>("--axes", nameof(SequenceOptions.AxisOrder))
    {
        HelpName = "ORDER",
        Description =
            "What the pages of multi-page files are, instead of what their metadata say: T (every page is an instant), TC2 (two channels an instant), TZ5C2, ...: T, Z and C, slowest first, with their sizes; one may go without.",
    };

    private readonly Option<string?> _names = new Setting<string?>("--names", nameof(SequenceOptions.NamePattern))
    {
        HelpName = "PATTERN",
        Description =
            "What file names say, such as '{well}_t{frame}' or '{day}/{well}_z{plane}_t{frame}.tif': {frame}, {channel} and {plane} are numbers, planes also with a sign (-05, +10), all other parts name the sequence. Default: every folder is a sequence.",
    };

    private readonly Option<string?> _timing = new("--timing")
    {
        HelpName = $"{All}|{Tracked}|{Detected}",
        Description =
            $"The folders of a TIMING assay (B*/images/crops_8bit_s/*CH0/*_t*.tif): {All} wells, those {Tracked}, or those {Detected} but not tracked (B*/labels).",
    };

    private readonly Option<double?> _pixel = new Setting<double?>("--pixel", nameof(SequenceOptions.PixelMicrons))
    {
        HelpName = "MICRONS",
        Description =
            "Side of a pixel in the sample, 0.001 to 1000 µm, instead of what metadata or a manifest say. Where the model knows its own, frames are brought to it before they are judged.",
    };

    public SequenceArguments() => _timing.AcceptOnlyFromAmong(All, Tracked, Detected);

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _channel, _plane, _series, _axes, _names, _timing, _pixel })
            command.Add(option);
    }

    /// <exception cref="PostFocusException">Two options contradict each other.</exception>
    public SequenceOptions Options(ParseResult parsed)
    {
        string? names = parsed.GetValue(_names),
            timing = parsed.GetValue(_timing);
        if (names is not null && timing is not null)
            throw new PostFocusException("--names and --timing both say what file names mean. Give one of them.");
        var files = timing is null
            ? new SequenceOptions { NamePattern = names }
            : TimingLayout.Options(
                timing switch
                {
                    All => TimingWells.All,
                    Tracked => TimingWells.Tracked,
                    _ => TimingWells.DetectedOnly,
                }
            );
        return files with
        {
            Channel = parsed.GetValue(_channel),
            Plane = parsed.GetValue(_plane),
            Series = parsed.GetValue(_series),
            AxisOrder = parsed.GetValue(_axes),
            PixelMicrons = parsed.GetValue(_pixel),
        };
    }
}
