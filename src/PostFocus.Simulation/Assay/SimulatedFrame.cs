using PostFocus.Imaging;

namespace PostFocus.Simulation.Assay;

/// <summary>One simulated frame with its truth.</summary>
/// <param name="Well">Index of the well.</param>
/// <param name="Sequence">Name of the well.</param>
/// <param name="FrameIndex">Zero-based index of the frame in its well.</param>
/// <param name="Frame">What the camera saw, in counts.</param>
/// <param name="Reference">The same instant at best focus and without noise, in the same counts.</param>
/// <param name="DefocusMicrons">Distance of the focused plane from best focus in µm, positive towards the objective.</param>
/// <param name="OutOfFocus">Whether that is further than <see cref="PostFocus.Simulation.Options.AssayOptions.OutOfFocusMicrons"/>.</param>
/// <param name="Cells">The cells of the well, also those outside of the field.</param>
public sealed record SimulatedFrame(
    int Well,
    string Sequence,
    int FrameIndex,
    Frame Frame,
    Frame Reference,
    double DefocusMicrons,
    bool OutOfFocus,
    CellsTruth Cells
)
{
    /// <summary>Side of a pixel in the sample, µm; null where it is not known.</summary>
    public double? PixelMicrons { get; init; }
}
