namespace PostFocus.Trainers.Training.Classifier;

/// <summary>A frame, its class, and where it is known its distance from focus.</summary>
/// <param name="Image">The frame.</param>
/// <param name="Label">The class; 1 is out of focus.</param>
/// <param name="DefocusMicrons">Signed distance from focus, µm; NaN where it is not known.</param>
internal sealed record ClassifierExample(UnitImage Image, int Label, float DefocusMicrons = float.NaN);
