namespace PostFocus.Benchmarks.Neighbours;

/// <summary>A row; the properties are named after its columns.</summary>
internal sealed class RestoredByNeighbours
{
    public float[] Frame { get; set; } = [];

    public float[] Reference { get; set; } = [];

    public float[] Restored { get; set; } = [];

    public float[] Neighbour { get; set; } = [];

    public int NeighbourCount { get; set; }
}
