using PostFocus.Imaging;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Metrics;

namespace PostFocus.Transforms.Evaluation;

/// <summary>A frame in units of the intensity map's range: black 0, white 1.</summary>
internal sealed record UnitFrame(float[] Values, int Height, int Width)
{
    public static UnitFrame Of(Frame frame, IntensityMap map)
    {
        var range = map.White - map.Black;
        return new([.. frame.Counts.Select(c => (float)((c - map.Black) / range))], frame.Height, frame.Width);
    }

    public double Tenengrad => SharpnessMeasures.Tenengrad(Values, Height, Width);
}

/// <summary>A truth, with what is the same for all frames that are held against it.</summary>
internal sealed class LikenessTruth(UnitFrame truth)
{
    private const double DataRange = 1;

    private readonly bool[] _edges = EdgeCorrelation.Region(truth.Values, truth.Height, truth.Width);
    private readonly double _tenengrad = truth.Tenengrad;

    public FrameLikeness Measure(UnitFrame frame) =>
        new(
            ImageMetrics.Psnr(truth.Values, frame.Values, DataRange),
            StructuralSimilarity.Mean(truth.Values, frame.Values, frame.Height, frame.Width, DataRange),
            ImageMetrics.Pcc(truth.Values, frame.Values),
            EdgeCorrelation.Pcc(truth.Values, frame.Values, _edges),
            frame.Tenengrad / _tenengrad
        );
}

/// <summary>How like a frame is to its truth.</summary>
internal readonly record struct FrameLikeness(double Psnr, double Ssim, double Pcc, double EdgePcc, double TenengradRatio);

/// <summary>How like frames are to their truths: each a mean and a standard deviation over frames.</summary>
/// <param name="Psnr">
/// Peak signal-to-noise ratio, dB; the data range is that of the intensity map, White − Black. Infinite where a frame is its truth.
/// </param>
/// <param name="Ssim">Structural similarity (<see cref="StructuralSimilarity"/>), black 0, white 1, data range 1.</param>
/// <param name="Pcc">Pearson's correlation.</param>
/// <param name="EdgePcc">Pearson's correlation at the edges of the truth (<see cref="EdgeCorrelation"/>).</param>
/// <param name="TenengradRatio">Tenengrad over the truth's: below 1 softer, above 1 sharper, or noisier.</param>
public sealed record RestorationLikeness(
    MetricStatistics Psnr,
    MetricStatistics Ssim,
    MetricStatistics Pcc,
    MetricStatistics EdgePcc,
    MetricStatistics TenengradRatio
);

/// <summary>Gathers likenesses, frame by frame.</summary>
internal sealed class RunningLikeness
{
    private readonly RunningStatistics _psnr = new(),
        _ssim = new(),
        _pcc = new(),
        _edgePcc = new(),
        _tenengrad = new();

    public RestorationLikeness Likeness =>
        new(_psnr.Statistics, _ssim.Statistics, _pcc.Statistics, _edgePcc.Statistics, _tenengrad.Statistics);

    public void Add(FrameLikeness frame)
    {
        _psnr.Add(frame.Psnr);
        _ssim.Add(frame.Ssim);
        _pcc.Add(frame.Pcc);
        _edgePcc.Add(frame.EdgePcc);
        _tenengrad.Add(frame.TenengradRatio);
    }
}
