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
    public IEnumerable<Func<FoundCells>> Segment(ScannedPart part) => part.Frames.Select(frame => (Func<FoundCells>)(() => Of(frame)));

    public void Dispose() { }

    private FoundCells Of(ScannedFrame scanned)
    {
        var frame = FrameFile.Read(scanned.Location);
        var labels = Labels(_masks[scanned.Location.Path], scanned.Location, frame);
        var display = IntensityMap.Fit([frame]);
        return new(frame, labels, _ => 1, ((float)display.Black, (float)display.White));
    }

    /// <summary>What is wrong with a label image is told of its frame, and names the image.</summary>
    private static Frame Labels(string path, FrameLocation location, Frame frame)
    {
        Frame mask;
        try
        {
            if (FrameFile.CountPages(path) is > 1 and var pages)
                throw Wrong($"it has {pages} pages. Give each frame a file of its own");
            mask = FrameFile.Read(path);
        }
        catch (FrameFormatException e) when (e.Path == path)
        {
            throw Wrong(e.Reason.TrimEnd('.'), e);
        }
        if ((mask.Height, mask.Width) != (frame.Height, frame.Width))
            throw Wrong(
                $"it is {mask.Height} × {mask.Width} pixels (height × width), its frame {frame.Height} × {frame.Width}. Name that of this frame"
            );
        foreach (var label in mask.Counts)
        {
            if (!(label >= 0 && label == MathF.Truncate(label)))
                throw Wrong($"it holds {label}. A label image has whole numbers from 0 on: the number of the cell at each pixel");
        }
        var most = mask.Counts.Max();
        if (most == byte.MaxValue && mask.Counts.All(label => label is 0 or byte.MaxValue))
            throw Wrong("it holds 0 and 255 alone: where cells are, and not which. Give each cell a number of its own");
        return new(mask.Height, mask.Width, mask.Counts, most <= ushort.MaxValue ? PixelType.UInt16 : PixelType.UInt32);

        FrameFormatException Wrong(string reason, Exception? cause = null) =>
            new(location.Path, location.Page, $"its label image '{path}' cannot be used: {reason}.", cause);
    }
}
