using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Pictures;

namespace PostFocus.Cli.Run;

/// <summary>
/// Pictures of the restored frames of a sequence that should be looked at first (<see cref="WorstFirst"/>), each with four panels side
/// by side: as recorded, restored, the spread of the samples, the change; and where cells were looked for a fifth, the restored frame with
/// the outlines of cells: green where they are the same before and after, blue as recorded alone, orange as restored alone. The first two
/// share one grey scale; spread runs from black (none) to white (the frame's largest), change from black (darker) over grey (none) to white
/// (brighter).
/// </summary>
internal sealed class WorstPictures
{
    /// <summary>How many of a sequence are kept.</summary>
    public const int Most = 4;

    private readonly SortedList<FrameReport, Montage> _pictures = new(WorstFirst.Instance);

    /// <summary>Offers a restored frame.</summary>
    public void Add(
        FrameReport report,
        ReadOnlySpan<float> frame,
        ReadOnlySpan<float> restored,
        ReadOnlySpan<float> spread,
        int height,
        int width,
        FrameCells? recordedCells = null,
        FrameCells? restoredCells = null
    )
    {
        if (_pictures.Count == Most && WorstFirst.Instance.Compare(report, _pictures.GetKeyAtIndex(Most - 1)) > 0)
            return;
        _pictures.Add(report, Draw(frame, restored, spread, height, width, recordedCells, restoredCells));
        if (_pictures.Count > Most)
            _pictures.RemoveAt(Most);
    }

    /// <summary>Writes the pictures, the worst frame's first.</summary>
    /// <param name="paths">Where they go, <see cref="Most"/> of them.</param>
    /// <returns>Which frame is where.</returns>
    public IEnumerable<(int Frame, string Path)> Write(IEnumerable<string> paths)
    {
        foreach (((var report, var picture), var path) in _pictures.Zip(paths))
        {
            picture.WriteIndexed(path);
            yield return (report.Frame, path);
        }
    }

    private static Montage Draw(
        ReadOnlySpan<float> recorded,
        ReadOnlySpan<float> restored,
        ReadOnlySpan<float> spread,
        int height,
        int width,
        FrameCells? recordedCells,
        FrameCells? restoredCells
    )
    {
        var display = IntensityMap.Fit([
            new(height, width, recorded.ToArray(), PixelType.Float32),
            new(height, width, restored.ToArray(), PixelType.Float32),
        ]);
        var change = new float[recorded.Length];
        System.Numerics.Tensors.TensorPrimitives.Subtract(restored, recorded, change);
        double largestSpread = GreyScale.Largest(spread),
            largestChange = GreyScale.Largest(change);
        var before = GreyPicture.Draw(recorded, height, width, display.Black, display.White);
        var after = GreyPicture.Draw(restored, height, width, display.Black, display.White);
        List<Tile> panels =
        [
            before.Greys,
            after.Greys,
            GreyPicture.Draw(spread, height, width, 0, largestSpread).Greys,
            GreyPicture.Draw(change, height, width, -largestChange, largestChange).Greys,
        ];
        if (recordedCells is not null && restoredCells is not null)
            panels.Add(Outlined(after, recordedCells, restoredCells));
        var picture = new Montage(gap: 0, ground: 0);
        picture.AddRow(before.Height, before.Width, panels);
        return picture;
    }

    private static Tile Outlined(GreyPicture picture, FrameCells recorded, FrameCells restored) =>
        new(picture.Greys)
        {
            Lines =
            [
                .. CellOutlines
                    .Of(recorded.Labels, shrink: picture.Shrink)
                    .Zip(
                        CellOutlines.Of(restored.Labels, shrink: picture.Shrink),
                        (before, after) =>
                            (before, after) switch
                            {
                                (true, true) => LineColour.Green,
                                (true, false) => LineColour.Blue,
                                (false, true) => LineColour.Orange,
                                _ => LineColour.None,
                            }
                    ),
            ],
        };
}
