using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Benchmarks.Files;

/// <summary>Large pages laid out of small simulated frames, so that they compress as microscope images do.</summary>
internal sealed class SamplePages
{
    /// <summary>Pixels; a multiple of the sides of tiles.</summary>
    public const int Side = 1024;

    private readonly Frame[] _frames;

    public SamplePages(string folder) =>
        _frames = [.. FrameSequences.Find(folder).SelectMany(s => s.Frames).Select(f => FrameFile.Read(f.Path, f.Page))];

    /// <summary>Page after page, none like the one before.</summary>
    public IEnumerable<Frame> Take(int pages, PixelType type)
    {
        var most = _frames.Max(f => f.Counts.Max());
        return Enumerable.Range(0, pages).Select(page => Page(page, type, most));
    }

    private Frame Page(int page, PixelType type, float most)
    {
        var counts = new float[Side * Side];
        var first = _frames[0];
        for (var y = 0; y < Side; y++)
        {
            for (var x = 0; x < Side; x++)
            {
                var frame = _frames[(page + y / first.Height * 31 + x / first.Width * 7) % _frames.Length];
                var count = frame.Counts[y % frame.Height * frame.Width + x % frame.Width];
                counts[y * Side + x] = type switch
                {
                    PixelType.UInt8 => MathF.Round(255 * count / most),
                    PixelType.Float32 => count / most,
                    _ => count,
                };
            }
        }
        return new Frame(Side, Side, counts, type);
    }
}
