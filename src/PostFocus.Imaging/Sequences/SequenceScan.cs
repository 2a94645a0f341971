using System.Collections.ObjectModel;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.NoData;

namespace PostFocus.Imaging.Sequences;

/// <summary>
/// What one reading of a sequence tells: the sizes of its frames, those that cannot be used, and the intensities of all others.
/// </summary>
public sealed class SequenceScan
{
    private readonly List<ScannedFrame> _frames = [];
    private readonly List<FrameLook> _looks = [];
    private readonly OrderedDictionary<(int Height, int Width, PixelType Type), Alike> _alike = [];

    private SequenceScan(FrameSequence sequence, double? cameraOffset, Action beforeFrame)
    {
        Scan(sequence, ReadOnlyDictionary<FrameLocation, FrameFormatException>.Empty, cameraOffset, beforeFrame);
        Unlike = UnlikeFrames.Find(_looks);
        if (Unlike.Count > 0)
        {
            // They are part of the intensities already.
            _frames.Clear();
            _looks.Clear();
            _alike.Clear();
            Scan(sequence, Unlike, cameraOffset, beforeFrame);
        }
        Parts = [.. _alike.Values.Select(alike => new ScannedPart(sequence, alike.Frames, alike.Fit, cameraOffset, beforeFrame))];
    }

    /// <summary>All frames, in the order of the sequence.</summary>
    public IReadOnlyList<ScannedFrame> Frames => _frames;

    /// <summary>Those that can be used, by size and pixel type, as a table of rows and an intensity map need them.</summary>
    public IReadOnlyList<ScannedPart> Parts { get; }

    /// <summary>What is said of it where much of it is saturated in most frames; null elsewhere.</summary>
    internal string? SaturatedThroughout =>
        _looks
            .GroupBy(f => (f.Frame.Height, f.Frame.Width, f.Frame.PixelType))
            .Select(alike => Saturation.Throughout([.. alike.Select(f => f.Saturation)]))
            .FirstOrDefault(said => said is not null);

    /// <summary>The problems of frames that could be used but for the other frames of their video (<see cref="UnlikeFrames"/>).</summary>
    internal IReadOnlyDictionary<FrameLocation, FrameFormatException> Unlike { get; }

    /// <summary>Reads every frame once, and once more where some are saturated or label images. Memory holds one frame at a time.</summary>
    /// <param name="sequence">The sequence.</param>
    /// <param name="cameraOffset">Counts of the camera without light: see <see cref="IntensityMap.Fit"/>. Null: a low percentile.</param>
    /// <param name="cancellation">Ends the reading between two frames.</param>
    /// <exception cref="ArgumentOutOfRangeException">The camera offset is not finite.</exception>
    public static SequenceScan Read(FrameSequence sequence, double? cameraOffset = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        return Read(sequence, cameraOffset, cancellation.ThrowIfCancellationRequested);
    }

    /// <summary>The same, ended by whatever is called before each frame throws.</summary>
    internal static SequenceScan Read(FrameSequence sequence, double? cameraOffset, Action beforeFrame) =>
        new(sequence, cameraOffset, beforeFrame);

    private void Scan(
        FrameSequence sequence,
        IReadOnlyDictionary<FrameLocation, FrameFormatException> problems,
        double? cameraOffset,
        Action beforeFrame
    )
    {
        using var reader = new FrameReader();
        RowSamples? before = null;
        foreach (var (location, index) in sequence.Frames.Zip(sequence.Indices))
        {
            beforeFrame();
            Scan(reader, location, index, sequence.Problem ?? problems.GetValueOrDefault(location), cameraOffset, ref before);
        }
    }

    private void Scan(
        FrameReader reader,
        FrameLocation location,
        int index,
        FrameFormatException? problem,
        double? cameraOffset,
        ref RowSamples? before
    )
    {
        Frame? frame = null;
        MissingPixels? missing = null;
        try
        {
            frame = reader.Read(location);
            missing = FrameCheck.Validate(frame, location);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a decoder meets is of this frame alone.
            problem ??=
                e as FrameFormatException
                ?? new FrameFormatException(location.Path, location.Page, $"reading it failed ({e.Message}) Copy or export it again.", e);
        }
        var scanned = new ScannedFrame(location, index, frame?.Height ?? 0, frame?.Width ?? 0, frame?.PixelType, problem);
        _frames.Add(scanned);
        var stale = 0;
        if (frame is not null)
        {
            var rows = new RowSamples(frame);
            (stale, before) = (before is null ? 0 : rows.StaleRows(before), rows);
        }
        if (frame is null || problem is not null)
            return;
        var key = (frame.Height, frame.Width, frame.PixelType);
        if (!_alike.TryGetValue(key, out var alike))
            _alike.Add(key, alike = new([], new IntensityMapsFit(cameraOffset)));
        alike.Frames.Add(scanned);
        _looks.Add(FrameLook.Of(scanned, frame, missing, stale));
        alike.Fit.Add(frame, missing);
    }

    /// <summary>Frames of one size and pixel type.</summary>
    private sealed record Alike(List<ScannedFrame> Frames, IntensityMapsFit Fit);
}
