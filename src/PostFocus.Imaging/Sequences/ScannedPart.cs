using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;

namespace PostFocus.Imaging.Sequences;

/// <summary>Frames of a sequence that can be used together: of one size and pixel type.</summary>
public sealed class ScannedPart
{
    private readonly Lazy<IReadOnlyList<IntensityMap>> _maps;

    internal ScannedPart(
        FrameSequence sequence,
        IReadOnlyList<ScannedFrame> frames,
        IntensityMapsFit fit,
        double? cameraOffset,
        Action beforeFrame
    )
    {
        (Frames, CameraOffset) = (frames, cameraOffset);
        Sequence = sequence.Part([.. frames.Select(f => f.Location)]);
        _maps = new(() => fit.Complete(Again(beforeFrame)));
    }

    /// <summary>The frames in time order, at least one.</summary>
    public IReadOnlyList<ScannedFrame> Frames { get; }

    /// <summary>The same as a sequence, counted anew from 0.</summary>
    public FrameSequence Sequence { get; }

    /// <summary>Rows of each frame.</summary>
    public int Height => Frames[0].Height;

    /// <summary>Columns of each frame.</summary>
    public int Width => Frames[0].Width;

    /// <summary>Counts of the camera without light, which the maps were fitted with; null: none was given.</summary>
    public double? CameraOffset { get; }

    /// <summary>
    /// A map a frame (<see cref="IntensityMaps"/>). Where exposure, brightness or contrast change, the frames are read once more when it is
    /// first asked for.
    /// </summary>
    /// <exception cref="ArgumentException">
    /// As <see cref="IntensityMaps.Fit"/> says: with a camera offset, none of the counts is above it.
    /// </exception>
    /// <exception cref="FrameFormatException">A frame cannot be read any more.</exception>
    public IReadOnlyList<IntensityMap> Maps => _maps.Value;

    private IEnumerable<Frame> Again(Action beforeFrame)
    {
        foreach (var frame in FrameReader.ReadAll(Sequence.Frames))
        {
            beforeFrame();
            yield return frame;
        }
    }
}
