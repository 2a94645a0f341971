using System.CommandLine;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Shared;

/// <summary>How frames are restored: alike where they are kept, and where a gate is trained on them.</summary>
/// <param name="samples">Description of --samples.</param>
internal sealed class RestoringArguments(string samples)
{
    private static readonly ConditionalRestoreEstimator.Options s_defaults = new();

    private readonly Option<int> _samples = new Setting<int>("--samples", nameof(ConditionalRestoreEstimator.Options.Samples))
    {
        HelpName = "N",
        Description = samples,
        DefaultValueFactory = _ => s_defaults.Samples,
    };
    private readonly Option<int> _steps = new Setting<int>("--steps", nameof(ConditionalRestoreEstimator.Options.Steps))
    {
        HelpName = "N",
        Description = "Denoising steps per sample of a diffusion, 1 to 1000.",
        DefaultValueFactory = _ => s_defaults.Steps,
    };
    private readonly Option<int> _distance = new Setting<int>(
        "--neighbour-distance",
        nameof(ConditionalRestoreEstimator.Options.NeighbourDistance)
    )
    {
        HelpName = "N",
        Description =
            "For models that look at the nearest frames in focus, as the shipped one does: those further away are not looked at, 0 to 50 frames; 0 where frames do not show one place over time.",
        DefaultValueFactory = _ => s_defaults.NeighbourDistance,
    };
    private readonly Option<double> _correlation = new Setting<double>(
        "--neighbour-correlation",
        nameof(ConditionalRestoreEstimator.Options.NeighbourCorrelation)
    )
    {
        HelpName = "R",
        Description =
            "For the same models: a frame in focus is looked at where it correlates by this much with the frame after a Gaussian blur of 8 pixels, so that it shows the same place; -1 (never mind) to 1.",
        DefaultValueFactory = _ => s_defaults.NeighbourCorrelation,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _samples, _steps, _distance, _correlation })
            command.Add(option);
    }

    /// <summary>What was asked for; all else is left at its default.</summary>
    public ConditionalRestoreEstimator.Options Read(ParseResult parsed) =>
        s_defaults with
        {
            Samples = parsed.GetValue(_samples),
            Steps = parsed.GetValue(_steps),
            NeighbourDistance = parsed.GetValue(_distance),
            NeighbourCorrelation = parsed.GetValue(_correlation),
        };
}
