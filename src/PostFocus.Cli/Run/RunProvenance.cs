using System.Globalization;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Run;

/// <summary>What a run notes in the files that it restores pages of: enough to get the same bytes again.</summary>
internal static class RunProvenance
{
    public static Provenance Of(RunRequest request)
    {
        var settings = new List<(string, string)>
        {
            ("model SHA-256", FileHash.Sha256(request.ModelPath)),
            ("learnt from", ModelCard.LearntFrom(request.IsPretrained)),
            ("seed", Text(request.Restore.Seed ?? Devices.Seed)),
            ("samples", Text(request.Restore.Samples)),
            ("steps", Text(request.Restore.Steps)),
        };
        if (request.Restore.Sampler is { } sampler)
            settings.Add(("sampler", EnumNames.Of(sampler)));
        var defaults = new ConditionalRestoreEstimator.Options();
        if (request.Restore.NeighbourDistance != defaults.NeighbourDistance)
            settings.Add(("neighbour distance", Text(request.Restore.NeighbourDistance)));
        if (request.Restore.NeighbourCorrelation != defaults.NeighbourCorrelation)
            settings.Add(("neighbour correlation", Text(request.Restore.NeighbourCorrelation)));
        if (request.CameraOffset is { } offset)
            settings.Add(("camera offset", Text(offset)));
        if (request.AcceptAll)
            settings.Add(("accept all", "true"));
        if (request.Date is { } date)
            settings.Add(("date", date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
        return new Provenance(Installation.Software, settings);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
