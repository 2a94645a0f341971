namespace PostFocus.Benchmarks.LostBorder;

/// <summary>A recorded frame; the properties are named after its columns.</summary>
internal sealed class BorderRow
{
    public string Path { get; set; } = "";

    public string Sequence { get; set; } = "";

    public int FrameIndex { get; set; }

    public bool Label { get; set; }

    public float[] Frame { get; set; } = [];

    public float[] Intensity { get; set; } = [];
}
