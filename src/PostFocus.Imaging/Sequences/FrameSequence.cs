namespace PostFocus.Imaging;

/// <summary>A well's video: frames in time order.</summary>
public sealed class FrameSequence
{
    /// <summary>Creates a sequence.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="frames">Where its frames lie, in time order; at least one.</param>
    /// <param name="layout">What the pages of its file are, where it lies in a multi-page file.</param>
    /// <exception cref="ArgumentException">The name is empty, or there are no frames.</exception>
    public FrameSequence(string name, IReadOnlyList<FrameLocation> frames, StackLayout? layout = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException($"Sequence {name} has no frames.", nameof(frames));
        Name = name;
        Frames = frames;
        Layout = layout;
    }

    /// <summary>Path relative to the input, '/'-separated, without extension; unique among the sequences of an input.</summary>
    public string Name { get; }

    /// <summary>Where the frames lie, in time order.</summary>
    public IReadOnlyList<FrameLocation> Frames { get; }

    /// <summary>What the pages of its file are; null if it lies in single-page files.</summary>
    public StackLayout? Layout { get; }
}
