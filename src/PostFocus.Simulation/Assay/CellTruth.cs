using PostFocus.Simulation.Options;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Assay;

/// <summary>Where a cell is in a frame.</summary>
/// <param name="Id">Its number in the well from 1: the same in every frame, and its label in <see cref="CellsTruth.Mask"/>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="State">What it is doing.</param>
/// <param name="Parent">Number of the cell that it came from by division; 0 for none.</param>
/// <param name="X">Column of its centre in pixels; whole numbers are the middles of pixels.</param>
/// <param name="Y">Row of its centre in pixels.</param>
/// <param name="RadiusMicrons">Radius of a circle of about its area, µm.</param>
/// <param name="HeightMicrons">
/// Height of its centre above the plane of least contrast, µm; that of best focus unless <see cref="AssayOptions.FocusOffsetMicrons"/>
/// moves it.
/// </param>
/// <param name="DefocusMicrons">Distance of the focused plane from its centre, µm, positive towards the objective.</param>
/// <param name="AreaPixels">Pixels of its label; less than its area where it lies under another cell or leaves the field.</param>
/// <param name="Touches">Numbers of the cells whose outlines come within <see cref="CellsTruth.ContactMicrons"/> of its own.</param>
public sealed record CellTruth(
    int Id,
    CellKind Kind,
    CellState State,
    int Parent,
    double X,
    double Y,
    double RadiusMicrons,
    double HeightMicrons,
    double DefocusMicrons,
    int AreaPixels,
    IReadOnlyList<int> Touches
);
