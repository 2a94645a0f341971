using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Testing;

/// <summary>A few simulated wells on disk: one frame in focus and two out of focus each.</summary>
public static class SimulatedFolder
{
    /// <summary>Writes the wells and gives the path of their manifest.</summary>
    public static string Write(string folder, int wells = 2, int size = 96)
    {
        SimulatedDataSet.Write(
            folder,
            PairSimulator.Simulate(
                new PairOptions
                {
                    Wells = wells,
                    Size = size,
                    Seed = 7,
                }
            )
        );
        return Path.Combine(folder, "truth.csv");
    }
}
