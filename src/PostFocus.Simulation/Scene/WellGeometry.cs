using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>What bounds the cells, seen from above, and what it does to the light.</summary>
internal abstract class WellGeometry
{
    public abstract double CentreX { get; }
    public abstract double CentreY { get; }

    public static WellGeometry Create(NanowellOptions options, double wavelength, SimulationRandom random, double variation) =>
        options.Walls switch
        {
            WellWalls.Thick => new MouldedWell(options, random, variation),
            WellWalls.Thin => new ShadedWell(options, random, variation),
            WellWalls.Deep => new DeepWell(options, wavelength, random, variation),
            _ => new OpenGround(options, random),
        };

    /// <summary>Signed distance (µm) from the wall: negative inside the well. Coordinates relative to the well's centre.</summary>
    public abstract double Distance(double x, double y);

    public abstract void Draw(LayeredScene scene);
}
