using PostFocus.Imaging;
using PostFocus.Imaging.Focus;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Statistics;
using PostFocus.Imaging.Texture;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Tiling;

namespace PostFocus.Transforms.Domain;

/// <summary>
/// Which frames networks and gate can judge: those whose texture (<see cref="BandStatistics"/>) is like that of the frames that they
/// learnt from. These are of several kinds, each a normal distribution of the statistics; a frame's score is its distance from the
/// nearest, over the limit that held for frames of wells that nothing was fitted on.
/// </summary>
public sealed class DomainModel
{
    /// <summary>Side of the squares that are judged, pixels of <see cref="PixelMicrons"/>; a larger frame has several.</summary>
    public const int TileSize = 96;

    private readonly DomainComponent[] _components;

    /// <param name="components">
    /// The kinds of frames, at least one, each of as many statistics as <see cref="BandStatistics.Names"/>.
    /// </param>
    /// <param name="limit">Largest distance of a frame in the domain, above 0.</param>
    /// <param name="pixelMicrons">Pixel size that frames are brought to, 0.001 to 1000 µm; null: they are taken as they are.</param>
    /// <param name="calibration">What the limit rests on.</param>
    /// <exception cref="ArgumentException">There is no component, or one of other statistics.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Limit or pixel size are out of their range.</exception>
    public DomainModel(IReadOnlyList<DomainComponent> components, double limit, double? pixelMicrons, DomainCalibration calibration)
    {
        ArgumentNullException.ThrowIfNull(components);
        ArgumentNullException.ThrowIfNull(calibration);
        if (components.Count == 0 || components.Any(c => c.Mean.Count != BandStatistics.Names.Count))
            throw new ArgumentException(
                $"A domain needs components of {BandStatistics.Names.Count} statistics each; given are {components.Count}, of {string.Join(", ", components.Select(c => c.Mean.Count).Distinct())}.",
                nameof(components)
            );
        _components = [.. components];
        Limit = Require.Range(limit, double.Epsilon, double.MaxValue, nameof(limit));
        PixelMicrons = Require.Range(pixelMicrons, 0.001, 1000, nameof(pixelMicrons));
        Calibration = calibration;
    }

    /// <summary>The kinds of frames.</summary>
    public IReadOnlyList<DomainComponent> Components => _components;

    /// <summary>Largest distance of a frame in the domain.</summary>
    public double Limit { get; }

    /// <summary>
    /// Pixel size that frames are brought to, µm; null: they are taken as they are. Where it is known, frames of unknown pixel size are not
    /// in the domain.
    /// </summary>
    public double? PixelMicrons { get; }

    /// <summary>What the limit rests on.</summary>
    public DomainCalibration Calibration { get; }

    /// <summary>Median of the scores of a frame's squares that show something: up to 1 in the domain.</summary>
    internal float Score(NamedFrame frame, IntensityMap map, float pixelMicrons) =>
        (float)(
            Medians.Of(BandsOf(NetworkUnits.Of(frame, map, pixelMicrons, PixelMicrons)).Select(square => Distance(_components, square)))
            / Limit
        );

    /// <summary>Whether a frame of that score and pixel size (NaN or not above 0: not known) is in the domain.</summary>
    internal bool Holds(float score, float pixelMicrons) => score <= 1 && (PixelMicrons is null || pixelMicrons > 0);

    /// <summary>Distance of a square from the nearest component.</summary>
    internal static double Distance(IReadOnlyList<DomainComponent> components, float[] statistics) =>
        components.Min(c => c.Distance(statistics));

    /// <summary>The statistics of a frame's squares; empty ones are left out, unless all are.</summary>
    private static IReadOnlyList<float[]> BandsOf((float[] Unit, int Height, int Width) frame)
    {
        var grid = new TileGrid(frame.Height, frame.Width, TileSize, overlap: 0);
        float[][] squares = [.. Enumerable.Range(0, grid.Tiles.Count).Select(tile => grid.Extract(frame.Unit, tile))];
        var shown = squares.Length == 1 ? squares : [.. squares.Where(s => !FieldContrast.IsEmpty(s, TileSize, TileSize))];
        return [.. (shown.Length > 0 ? shown : squares).Select(square => BandStatistics.Of(square, TileSize, TileSize))];
    }

    /// <summary>Written to a zip, or read from it where there is none.</summary>
    /// <exception cref="PostFocusException">The domain was made by a version that looked at other statistics, or is damaged.</exception>
    internal static DomainModel Through(ModelZipFields zip, DomainModel? model)
    {
        int statistics = zip.Field(BandStatistics.Names.Count),
            count = zip.Field(model?._components.Length ?? 0);
        if (statistics != BandStatistics.Names.Count || count is < 1 or > 1000)
            throw new PostFocusException(
                $"The domain inside the model zip has {count} kinds of frames with {statistics} statistics; this version looks at {BandStatistics.Names.Count}. Train it again with 'postfocus train domain'."
            );
        DomainComponent[] components =
        [
            .. Enumerable.Range(0, count).Select(i => DomainComponent.Through(zip, model?._components[i], statistics)),
        ];
        var limit = zip.Field(model?.Limit ?? 1);
        var pixel = zip.Optional(model?.PixelMicrons);
        var calibration = (model?.Calibration ?? new() { FalseAlarms = 0 }).Through(zip);
        return new(components, limit, pixel, calibration);
    }
}
