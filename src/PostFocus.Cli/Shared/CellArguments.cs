using System.CommandLine;
using System.Globalization;
using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Imaging.Tracks;

namespace PostFocus.Cli.Shared;

/// <summary>When cells are in contact, and how they are followed.</summary>
internal sealed record CellSettings
{
    /// <summary>How far from two outlines a contact reaches, 0 to 10 µm.</summary>
    public double ContactMicrons
    {
        get;
        init => field = Require.Range(value, 0, 10);
    } = CellContacts.DefaultMicrons;

    /// <summary>Farthest way of a cell from one frame to the next, 0.1 to 1000 µm.</summary>
    public double LongestStepMicrons
    {
        get;
        init => field = Require.Range(value, 0.1, 1000);
    } = DefaultStepMicrons;

    /// <summary>See <see cref="CellTrackerOptions.LongestGap"/>.</summary>
    public int LongestGap
    {
        get;
        init => field = Require.Range(value, 0, 100);
    } = new CellTrackerOptions().LongestGap;

    /// <summary>20 pixels of the assay's frames at 20×.</summary>
    public const double DefaultStepMicrons = 13;

    /// <summary>How cells are followed in frames of a pixel size.</summary>
    /// <param name="pixelMicrons">Side of a pixel, µm; null or not a number where it is not known.</param>
    /// <param name="assumed">What it is taken for then; null: 1.</param>
    public CellTrackerOptions Tracker(double? pixelMicrons, double? assumed) =>
        new() { LongestStep = Math.Clamp(LongestStepMicrons / Pixel(pixelMicrons, assumed), 0.5, 10_000), LongestGap = LongestGap };

    /// <summary>How far a contact reaches, pixels.</summary>
    /// <param name="pixelMicrons">Side of a pixel, µm; null or not a number where it is not known.</param>
    /// <param name="assumed">What it is taken for then; null: 1.</param>
    /// <exception cref="PostFocusException">It is too far for pixels so small.</exception>
    public double Reach(double? pixelMicrons, double? assumed)
    {
        var pixel = Pixel(pixelMicrons, assumed);
        var reach = ContactMicrons / pixel;
        return reach <= CellContacts.MostReach
            ? reach
            : throw new PostFocusException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"--contact {ContactMicrons} is {reach:F0} pixels of {pixel} µm; {CellContacts.MostReach} is the most. Give less."
                )
            );
    }

    private static double Pixel(double? pixelMicrons, double? assumed) => pixelMicrons is > 0 and var known ? known : assumed ?? 1;
}

/// <summary>Their options: alike where cells are found, and where what is found is evaluated.</summary>
internal sealed class CellArguments
{
    private static readonly CellSettings s_defaults = new();

    private readonly Option<double> _contact = new Setting<double>("--contact", nameof(CellSettings.ContactMicrons))
    {
        HelpName = "MICRONS",
        Description =
            $"How far from the outlines of two cells a pixel of their contact may lie, 0 to 10 µm, and at most {CellContacts.MostReach} pixels.",
        DefaultValueFactory = _ => CellContacts.DefaultMicrons,
    };
    private readonly Option<double> _step = new Setting<double>("--longest-step", nameof(CellSettings.LongestStepMicrons))
    {
        HelpName = "MICRONS",
        Description = "Farthest way of a cell from one frame to the next, 0.1 to 1000 µm.",
        DefaultValueFactory = _ => CellSettings.DefaultStepMicrons,
    };
    private readonly Option<int> _gap = new Setting<int>("--longest-gap", nameof(CellSettings.LongestGap))
    {
        HelpName = "N",
        Description = "Most frames in a row in which a cell may be missed, 0 to 100.",
        DefaultValueFactory = _ => s_defaults.LongestGap,
    };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _contact, _step, _gap })
            command.Add(option);
    }

    /// <summary>What was asked for; all else is left at its default.</summary>
    public CellSettings Read(ParseResult parsed) =>
        new()
        {
            ContactMicrons = parsed.GetValue(_contact),
            LongestStepMicrons = parsed.GetValue(_step),
            LongestGap = parsed.GetValue(_gap),
        };
}
