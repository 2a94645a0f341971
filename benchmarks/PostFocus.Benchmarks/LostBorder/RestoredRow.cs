namespace PostFocus.Benchmarks.LostBorder;

/// <summary>The same frame, restored.</summary>
internal sealed class RestoredRow
{
    public bool Label { get; set; }

    public float[] Restored { get; set; } = [];
}
