namespace PostFocus.Simulation.Scene;

/// <summary>The outline of a cell seen from above, in polar coordinates around its centre.</summary>
internal abstract class Outline
{
    /// <summary>The greatest radius that it takes.</summary>
    public abstract double Extent { get; }

    /// <summary>Distance from the centre, in units of the cell's radius.</summary>
    /// <param name="angle">−π to π.</param>
    /// <param name="age">Minutes.</param>
    public abstract double Radius(double angle, double age);
}
