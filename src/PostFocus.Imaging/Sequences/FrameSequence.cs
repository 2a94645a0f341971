using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Sequences;

/// <summary>A well's video: frames in time order.</summary>
public sealed class FrameSequence
{
    /// <summary>Creates a sequence.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="frames">Where its frames lie, in time order; at least one.</param>
    /// <param name="layout">What the pages of its file are, where it lies in a multi-page file.</param>
    /// <param name="indices">Index in time of each frame, ascending; null: 0, 1, 2, …</param>
    /// <exception cref="ArgumentException">
    /// The name is empty, there are no frames, or the indices are not as many or not ascending from 0.
    /// </exception>
    public FrameSequence(string name, IReadOnlyList<FrameLocation> frames, StackLayout? layout = null, IReadOnlyList<int>? indices = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(frames);
        if (frames.Count == 0)
            throw new ArgumentException($"Sequence {name} has no frames.", nameof(frames));
        indices ??= [.. Enumerable.Range(0, frames.Count)];
        if (indices.Count != frames.Count)
            throw new ArgumentException($"Sequence {name} has {frames.Count} frames, but {indices.Count} indices.", nameof(indices));
        if (indices[0] < 0 || indices.Zip(indices.Skip(1)).Any(i => i.First >= i.Second))
            throw new ArgumentException($"The indices of sequence {name} are not ascending from 0.", nameof(indices));
        (Name, Frames, Layout, Indices, PixelMicrons) = (name, frames, layout, indices, PixelSize.Of(layout));
    }

    /// <summary>Path relative to the input, '/'-separated, without extension; unique among the sequences of an input.</summary>
    public string Name { get; }

    /// <summary>Where the frames lie, in time order.</summary>
    public IReadOnlyList<FrameLocation> Frames { get; }

    /// <summary>Index in time of each frame, ascending. Where file names give it, a missing frame leaves a gap.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>What the pages of its (first) file are; null if it lies in single-page files.</summary>
    public StackLayout? Layout { get; }

    /// <summary>
    /// Side of a pixel in the sample, 0.001 to 1000 µm; null where it is not known. By default what the layout says, where its
    /// pixels are square.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The size is out of its range.</exception>
    public double? PixelMicrons
    {
        get;
        init => field = PixelSize.Checked(value);
    }

    /// <summary>How the pages of its file were taken, with the pixel size that counts; null if it lies in single-page files.</summary>
    public string? Description => Layout?.Describe(PixelMicrons);

    /// <summary>
    /// Why it is not known which of its pages are frames: its metadata cannot be understood, or a channel must be chosen; null if it is.
    /// Frames then is the file.
    /// </summary>
    public FrameFormatException? Problem { get; internal init; }

    /// <summary>Some of its frames, under its name and with its pixel size, counted anew from 0.</summary>
    /// <param name="frames">Where they lie, in time order; at least one.</param>
    public FrameSequence Part(IReadOnlyList<FrameLocation> frames) => new(Name, frames) { PixelMicrons = PixelMicrons };

    internal FrameSequence Named(string name) =>
        name == Name ? this : new(name, Frames, Layout, Indices) { Problem = Problem, PixelMicrons = PixelMicrons };

    /// <summary>The sequence with the user's word on its pixels, where there is one.</summary>
    internal FrameSequence WithPixelsOf(SequenceOptions options) =>
        options.PixelMicrons is null ? this : new(Name, Frames, Layout, Indices) { Problem = Problem, PixelMicrons = options.PixelMicrons };
}
