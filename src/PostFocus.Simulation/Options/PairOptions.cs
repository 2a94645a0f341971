namespace PostFocus.Simulation.Options;

/// <summary>
/// Options of <see cref="PostFocus.Simulation.Assay.PairSimulator"/>: per well one frame in focus and one in each plane out of focus.
/// </summary>
public sealed record PairOptions : AssayOptions;
