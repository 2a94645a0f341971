using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Pictures;

namespace PostFocus.Cli.Run;

/// <summary>
/// Pictures of the restored frames of a sequence that should be looked at first (<see cref="WorstFirst"/>), each with four panels side
/// by side: as recorded, restored, the spread of the samples, the change. The first two share one grey scale; spread runs from black
/// (none) to white (the frame's largest), change from black (darker) over grey (none) to white (brighter).
/// </summary>
internal sealed class WorstPictures
{
    /// <summary>How many of a sequence are kept.</summary>
    public const int Most = 4;

    private readonly SortedList<FrameReport, Frame> _pictures = new(WorstFirst.Instance);

    /// <summary>Offers a restored frame.</summary>
    public void Add(
        FrameReport report,
        ReadOnlySpan<float> frame,
        ReadOnlySpan<float> restored,
        ReadOnlySpan<float> spread,
        int height,
        int width
    )
    {
        if (_pictures.Count == Most && WorstFirst.Instance.Compare(report, _pictures.GetKeyAtIndex(Most - 1)) > 0)
            return;
        _pictures.Add(report, Draw(frame, restored, spread, height, width));
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
            FrameFile.WritePng(path, picture);
            yield return (report.Frame, path);
        }
    }

    private static Frame Draw(ReadOnlySpan<float> recorded, ReadOnlySpan<float> restored, ReadOnlySpan<float> spread, int height, int width)
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
        var panels = new Montage(gap: 0, ground: 0);
        panels.AddRow(
            before.Height,
            before.Width,
            before.Greys,
            GreyPicture.Draw(restored, height, width, display.Black, display.White).Greys,
            GreyPicture.Draw(spread, height, width, 0, largestSpread).Greys,
            GreyPicture.Draw(change, height, width, -largestChange, largestChange).Greys
        );
        return panels.ToFrame();
    }
}
