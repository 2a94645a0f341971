using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Transforms;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Cli.Run;

/// <summary>What a model zip consists of, in words.</summary>
internal static class ModelCard
{
    /// <param name="path">The zip.</param>
    /// <param name="isPretrained">Whether it is the one that is shipped.</param>
    /// <param name="models">What it holds.</param>
    public static IEnumerable<Fact> Of(string path, bool isPretrained, PretrainedModels models)
    {
        yield return new("File", Path.GetFileName(path));
        yield return new("Learnt from", LearntFrom(isPretrained));
        if (models.Classifier is { } classifier)
            yield return new("Classifier", Describe(classifier));
        if (models.Restorer is { } restorer)
            yield return new("Restorer", Describe(restorer));
        else if (models.Neighbours is { } neighbours)
            yield return new("Restorer", Describe(neighbours));
        yield return new("Domain", models.Domain is { } domain ? Describe(domain) : "None: frames unlike those learnt from are not told.");
        yield return new("Gate", models.Gate is { } gate ? Describe(gate) : "None: nothing judges the restored frames.");
        yield return new("Networks", models.Fingerprint);
    }

    /// <summary>What its networks were trained on, in words.</summary>
    public static string LearntFrom(bool isPretrained) =>
        isPretrained
            ? "simulated frames only. It has seen no recorded image and is validated on no microscope."
            : "The zip does not say. Ask whoever trained it.";

    private static string Describe(FocusModel model) =>
        Text(
            $"{model.InputSize} × {model.InputSize} pixels{Pixels(model.PixelMicrons)}, {model.Orientations} orientations; out of focus above a probability of {model.Threshold:0.###}"
        );

    private static string Describe(RestorationModel model) =>
        Text(
            $"{(model.Prediction == Prediction.Regression ? "regression" : $"diffusion ({model.Prediction})")}, tiles of {model.TileSize} × {model.TileSize} pixels{Pixels(model.PixelMicrons)}; {(model.UsesNeighbours ? "looks at the nearest frames in focus" : "looks at one frame alone")}"
        );

    private static string Describe(NeighbourRestoreEstimator.Options options) =>
        Text(
            $"no network: each frame by the filter that takes it to the nearest frames in focus, where on the half of the frame that it was not fitted to it leaves less than {options.MostError:0.###} of the error that is left without it"
        );

    private static string Describe(DomainModel model) => Text($"{model.Components.Count} kinds of frames{Pixels(model.PixelMicrons)}");

    private static string Describe(GateModel model)
    {
        var rests = model.Calibration;
        var threshold = model.Threshold is { } least
            ? $"accepts from a trust of {least:F4} on"
            : "accepts nothing, as no threshold kept the promise";
        return Text(
            $"{threshold}; promises with {100 * rests.Confidence:0.#} % confidence that at most {100 * rests.AllowedWorse:0.##} % of accepted frames are worse than recorded. Set on {rests.ThresholdWells} wells: {rests.AcceptedFrames} of {rests.ThresholdFrames} frames accepted, {rests.AcceptedWorse} of them worse. The promise is about wells like those."
        );
    }

    private static string Pixels(double? microns) => microns is { } size ? Text($" of {size:0.####} µm") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
