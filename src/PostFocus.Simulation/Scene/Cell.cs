using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A cell: a place, a pose, an outline seen from above and columns of matter within it. Lengths in µm; positions
/// relative to the well's centre. What is inside moves and turns with the cell.
/// </summary>
internal abstract class Cell(CellKind kind)
{
    public CellKind Kind { get; } = kind;

    /// <summary>Its number in the well, from 1.</summary>
    public int Id { get; set; }

    /// <summary>The cell that it came from by division; 0 for none.</summary>
    public int Parent { get; set; }

    public CellState State { get; set; }

    /// <summary>Radius of a circle of about the area of the full-grown cell.</summary>
    public double Radius { get; protected init; }

    /// <summary>Its size as a share of the full-grown cell's, in each direction.</summary>
    public double Size { get; set; } = 1;

    /// <summary>0 for its own length, 1 for a cell as long as wide.</summary>
    public virtual double Roundness { get; set; }

    /// <summary>Its density above the medium's as a multiple of the usual.</summary>
    public double Density { get; set; } = 1;

    public double X { get; set; }
    public double Y { get; set; }
    public double Z { get; set; }
    public double Angle { get; set; }

    /// <summary>Age in minutes; the outline breathes and the granules stir with it.</summary>
    public double Age { get; set; }

    /// <summary>Radius of a circle that holds most of the cell.</summary>
    public double Reach => Radius * Size * Length;

    /// <summary>What the outline is of a circle of <see cref="Radius"/> that is stretched along the cell.</summary>
    protected abstract Outline Outline { get; }

    /// <summary>Factor by which the cell is longer than a circle of its area; it is narrower by the same.</summary>
    protected double Stretch { get; init; } = 1;

    /// <summary>The stretch that it has now.</summary>
    private double Length => Roundness == 0 ? Stretch : 1 + (Stretch - 1) * (1 - Roundness);

    public static Cell Create(CellKind kind, NanowellOptions options, double indexContrast, SimulationRandom random) =>
        kind switch
        {
            CellKind.Adherent => new AdherentCell(random, options.CellIndexContrast, options.CellHeightMicrons),
            CellKind.Nalm6 or CellKind.TCell or CellKind.Skov3 when options.Granules is { } granules => new GranularCell(
                kind,
                granules,
                random,
                indexContrast,
                options.CellHeightMicrons
            ),
            _ => new LensCell(kind, random, indexContrast, options.BeadIndexContrast, options.CellHeightMicrons),
        };

    /// <summary>Changes the shape of a cell that spreads and draws back; others only breathe with their age.</summary>
    public virtual void Reshape(double minutes, SimulationRandom random) { }

    /// <summary>
    /// Draws the cell into the scene of a well whose centre lies at (<paramref name="wellX"/>, <paramref name="wellY"/>).
    /// </summary>
    public void Draw(LayeredScene scene, double wavelength, double wellX, double wellY)
    {
        double centreX = wellX + X,
            centreY = wellY + Y;
        // A small cell is thinner too: what that does to its phase shows, where its matter lies in depth does not.
        var wavenumber = 2 * Math.PI / wavelength * Size * Density;
        var (sin, cos) = Math.SinCos(Angle);
        double along = Size * (Length / Stretch),
            across = Size * (Stretch / Length);
        var (x0, x1) = scene.Span(centreX, Reach * Outline.Extent);
        var (y0, y1) = scene.Span(centreY, Reach * Outline.Extent);
        for (var y = y0; y < y1; y++)
        for (var x = x0; x < x1; x++)
        {
            double dx = scene.Position(x) - centreX,
                dy = scene.Position(y) - centreY;
            double u = (dx * cos + dy * sin) / along,
                v = (dy * cos - dx * sin) / across; // along and across the full-grown cell, µm
            double a = u / (Radius * Stretch),
                b = v * Stretch / Radius;
            var rho2 = SquaredDistance(a, b);
            if (rho2 < 1)
                DrawColumn(scene, y * scene.Size + x, wavenumber, a, b, (float)u, (float)v, rho2);
        }
        foreach (var (u, v, z, ball) in Inclusions())
            ball.Draw(scene, wavenumber, centreX + u * along * cos - v * across * sin, centreY + u * along * sin + v * across * cos, z);
    }

    /// <summary>
    /// How far a point lies from the cell's centre, as a share of the way to its outline there: below 1 inside, infinite far away.
    /// </summary>
    /// <param name="x">Relative to the well's centre, µm.</param>
    /// <param name="y">Relative to the well's centre, µm.</param>
    public double Distance(double x, double y)
    {
        double dx = x - X,
            dy = y - Y;
        var far = 1.5 * Outline.Extent * Reach;
        if (dx * dx + dy * dy > far * far)
            return double.PositiveInfinity;
        var (sin, cos) = Math.SinCos(Angle);
        return Math.Sqrt(SquaredDistance((dx * cos + dy * sin) / Reach, (dy * cos - dx * sin) * Length / (Radius * Size)));
    }

    /// <summary>Draws what stands on one pixel.</summary>
    /// <param name="scene">Where to.</param>
    /// <param name="pixel">Index of the pixel.</param>
    /// <param name="wavenumber">Phase in radians of 1 µm of index 1.</param>
    /// <param name="a">Along the cell, 1 at the end of a cell of round outline.</param>
    /// <param name="b">Across the cell.</param>
    /// <param name="u">Along the cell, µm.</param>
    /// <param name="v">Across the cell, µm.</param>
    /// <param name="rho2">Square of <see cref="Distance"/>; below 1.</param>
    protected abstract void DrawColumn(LayeredScene scene, int pixel, double wavenumber, double a, double b, float u, float v, double rho2);

    /// <summary>What is in the cell now: µm along and across it, height, and the thing itself.</summary>
    protected abstract IEnumerable<(double U, double V, double Z, SoftBall Ball)> Inclusions();

    private double SquaredDistance(double a, double b)
    {
        var radius = Outline.Radius(Math.Atan2(b, a), Age);
        return (a * a + b * b) / (radius * radius);
    }
}
