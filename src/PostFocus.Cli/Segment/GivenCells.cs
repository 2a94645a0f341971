using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Segment;

/// <summary>Label images that a manifest names, made by any program.</summary>
internal sealed class GivenCells : ICellSource
{
    private readonly Dictionary<string, string> _masks;

    /// <param name="manifest">Names a label image for each frame.</param>
    /// <exception cref="PostFocusException">It does not, or is no manifest.</exception>
    public GivenCells(string manifest)
    {
        if (!Manifest.HasExtension(manifest))
            throw new PostFocusException(
                $"--masks takes the label images that a manifest names, and '{manifest}' is none. Give a CSV file with path, sequence, frame and mask_path."
            );
        var rows = Manifest.Read(manifest);
        if (rows.FirstOrDefault(row => row.MaskPath is null) is { } without)
            throw new PostFocusException($"'{manifest}' names no label image (mask_path) for '{without.Path}'. Name one for each frame.");
        _masks = rows.ToDictionary(row => row.Path, row => row.MaskPath!);
    }

    /// <inheritdoc/>
    public double? PixelMicrons => null;

    /// <inheritdoc/>
    public bool IsReady => true;

    /// <inheritdoc/>
    public IEnumerable<Func<FoundCells>> Segment(ScannedPart part) =>
        part.Frames.Select(frame => (Func<FoundCells>)(() => Of(FrameFile.Read(frame.Location), _masks[frame.Location.Path])));

    public void Dispose() { }

    private static FoundCells Of(Frame frame, string path)
    {
        var mask = FrameFile.Read(path);
        if ((mask.Height, mask.Width) != (frame.Height, frame.Width))
            throw new FrameFormatException(
                path,
                0,
                $"the label image is {mask.Height} × {mask.Width} pixels (height × width), its frame {frame.Height} × {frame.Width}. Name that of this frame."
            );
        var numbers = Numbers(mask, path);
        var display = IntensityMap.Fit([frame]);
        return new(
            frame,
            new(mask.Height, mask.Width, [.. mask.Counts.Select(label => (float)numbers[label])], PixelType.UInt16),
            [.. Enumerable.Repeat(1f, numbers.Count - 1)],
            ((float)display.Black, (float)display.White)
        );
    }

    /// <summary>Of each label its number among those that there are; 0 stays.</summary>
    private static Dictionary<float, int> Numbers(Frame mask, string path)
    {
        float[] labels = [.. mask.Counts.Append(0).Distinct().Order()];
        if (labels.FirstOrDefault(label => !(label >= 0 && label == MathF.Truncate(label))) is var wrong && wrong != 0)
            throw new FrameFormatException(
                path,
                0,
                $"it holds {wrong}. A label image has whole numbers from 0 on: the number of the cell at each pixel."
            );
        return labels.Index().ToDictionary(label => label.Item, label => label.Index);
    }
}
