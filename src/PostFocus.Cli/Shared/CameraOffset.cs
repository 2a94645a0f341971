using System.CommandLine;
using System.Globalization;

namespace PostFocus.Cli.Shared;

/// <summary>The option of every verb that shows frames to a network.</summary>
internal static class CameraOffset
{
    private const double MostCounts = 1e12;

    public static Option<double?> Option()
    {
        var option = new Option<double?>("--camera-offset")
        {
            HelpName = "COUNTS",
            Description =
                "Counts of the camera without light, as the lower end of the networks' intensities. For networks trained with it; default: a low percentile of the sequence.",
        };
        // Only what no pixel can hold, NaN among it: whether a sequence has counts above it, its frames must say.
        option.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token]
                && double.TryParse(token.Value, CultureInfo.InvariantCulture, out var counts)
                && !(Math.Abs(counts) <= MostCounts)
            )
                result.AddError($"{option.Name} must lie between {-MostCounts} and {MostCounts} counts.");
        });
        return option;
    }
}
