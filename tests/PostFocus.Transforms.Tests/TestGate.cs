using PostFocus.Transforms.Gate;

namespace PostFocus.Transforms.Tests;

/// <summary>Gates whose verdicts a test knows beforehand.</summary>
internal static class TestGate
{
    /// <summary>
    /// The logit of the trust is a number of the evidence, less a middle, times a weight; the threshold is a trust of 0.5.
    /// </summary>
    public static GateModel On(string evidence, double middle, double weight, GateCalibration? calibration = null) =>
        new(
            [.. GateModel.EvidenceNames.Select(name => new GateFeature(name, 0, 1, name == evidence ? weight : 0))],
            -weight * middle,
            0.5,
            calibration ?? new() { AllowedWorse = 0.02, Confidence = 0.9 }
        );
}
