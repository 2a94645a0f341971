using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Transforms.Frames;

/// <summary>Files to rows of frames.</summary>
internal static class FrameLoader
{
    public static IDataView Load(IHostEnvironment environment, IEnumerable<string> paths, SequenceOptions? options = null) =>
        View(environment, [.. paths.SelectMany(path => Rows(path, options))]);

    public static IDataView Load(IHostEnvironment environment, IEnumerable<FrameSequence> sequences, double? cameraOffset) =>
        View(environment, [.. sequences.SelectMany(Rows)], cameraOffset);

    public static IDataView Load(IHostEnvironment environment, ScannedPart part) =>
        new FramesView(environment, [.. Rows(part.Sequence)], part.Height, part.Width, part.CameraOffset, new SequenceMaps(part));

    public static IDataView Load(IHostEnvironment environment, FramePairs pairs) =>
        new FramesView(
            environment,
            [
                .. pairs.Pairs.Select(p => new FrameRow(
                    p.Frame,
                    p.Sequence,
                    p.FrameIndex,
                    p.IsOutOfFocus,
                    p.Reference,
                    p.DefocusMicrons,
                    p.FrameWindow,
                    p.ReferenceWindow,
                    p.PixelMicrons
                )),
            ],
            pairs.Height,
            pairs.Width
        );

    private static FramesView View(IHostEnvironment environment, List<FrameRow> rows, double? cameraOffset = null)
    {
        if (rows.Count == 0)
            throw new PostFocusException("There are no frames to load: no path was given, or manifests without a row.");
        // One that cannot be read is told of when its row is; if all are, the first one now.
        var first =
            rows.Select(row => TryRead(row.Location)).FirstOrDefault(frame => frame is not null) ?? FrameFile.Read(rows[0].Location);
        return new FramesView(environment, rows, first.Height, first.Width, cameraOffset);
    }

    /// <summary>The frame; null where it cannot be read.</summary>
    public static Frame? TryRead(FrameLocation location)
    {
        try
        {
            return FrameFile.Read(location);
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    private static IEnumerable<FrameRow> Rows(string path, SequenceOptions? options) =>
        string.IsNullOrWhiteSpace(path)
            ? throw new PostFocusException("A path of LoadFrames is empty: give a folder, a file or a manifest.")
        : Manifest.HasExtension(path)
            ? Manifest
                .Read(path)
                .Select(row => new FrameRow(
                    new FrameLocation(row.Path, 0),
                    row.Sequence,
                    row.FrameIndex,
                    row.OutOfFocus,
                    row.ReferencePath is { } reference ? new FrameLocation(reference, 0) : null,
                    row.DefocusMicrons,
                    PixelMicrons: options?.PixelMicrons ?? row.PixelMicrons,
                    Mask: row.MaskPath is { } mask ? new FrameLocation(mask, 0) : null
                ))
        : FrameSequences.Find(path, options).SelectMany(Rows);

    private static IEnumerable<FrameRow> Rows(FrameSequence sequence) =>
        sequence.Problem is { } problem
            ? throw problem
            : sequence.Frames.Zip(
                sequence.Indices,
                (location, index) => new FrameRow(location, sequence.Name, index, PixelMicrons: sequence.PixelMicrons)
            );
}
