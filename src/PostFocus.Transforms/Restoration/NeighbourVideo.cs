using System.Collections.Concurrent;
using System.Numerics;
using PostFocus.Imaging.Baselines;

namespace PostFocus.Transforms.Restoration;

/// <summary>
/// Rows of videos, and what the frames around a row tell of its filter. Nothing is computed before it is asked for, and nothing twice; what
/// a row is told depends on the rows within reach alone.
/// </summary>
/// <param name="rows">Rows, each video's together and in the order of time.</param>
/// <param name="instants">Where they stand.</param>
/// <param name="neighbourDistance">How far away neighbours in focus may be, frames.</param>
/// <param name="height">Rows of a frame.</param>
/// <param name="width">Columns of a frame.</param>
internal sealed class NeighbourVideo(NeighbourItem[] rows, Instant[] instants, int neighbourDistance, int height, int width)
{
    /// <summary>Frames before and after that tell something of a frame's filter.</summary>
    private const int MostReach = 24;

    private readonly MirroredPlane _plane = new(height, width);
    private readonly ConcurrentDictionary<int, Lazy<float[]>> _units = [],
        _targets = [];
    private readonly ConcurrentDictionary<int, Lazy<Complex[]>> _spectra = [];
    private readonly ConcurrentDictionary<int, Lazy<RadialStatistics>> _pairs = [];
    private readonly ConcurrentDictionary<(int, int), Lazy<RadialStatistics>> _inFocus = [];

    /// <summary>How many rows before and after a row tell something of its filter: none where it knows its own.</summary>
    public static int Reach(int height, int width) => (long)height * width > VideoFilters.MostPixels ? 0 : MostReach;

    /// <summary>The nearest rows in focus before and after one out of focus; none for others.</summary>
    public IReadOnlyList<int> Neighbours(int row) =>
        !instants[row].IsOutOfFocus
            ? []
            :
            [
                .. new[] { -1, 1 }
                    .Select(step => Instant.Nearest(instants, row, step, neighbourDistance, out _))
                    .Where(found => found >= 0),
            ];

    /// <summary>The frame in unit intensities.</summary>
    public float[] Unit(int row) =>
        Once(
            _units,
            row,
            () =>
            {
                var (source, map, _) = rows[row];
                var unit = new float[source.Frame.Counts.Length];
                map.ToUnit(source.Frame.Counts, unit);
                return unit;
            }
        );

    /// <summary>The mean of a row's neighbours, in unit intensities.</summary>
    public float[] Target(int row) =>
        Once(
            _targets,
            row,
            () =>
            {
                float[][] neighbours = [.. Neighbours(row).Select(Unit)];
                return [.. Enumerable.Range(0, height * width).Select(pixel => neighbours.Average(neighbour => neighbour[pixel]))];
            }
        );

    /// <summary>What the video tells of the filter of a row that has neighbours.</summary>
    public VideoFilters Of(int row)
    {
        var reach = Reach(height, width);
        if (reach == 0)
            return VideoFilters.None;
        int[] near =
        [
            .. Enumerable
                .Range(row - reach, 2 * reach + 1)
                .Where(i => i >= 0 && i < rows.Length && instants[i].Sequence == instants[row].Sequence),
        ];
        int[] sharp = [.. near.Where(i => !instants[i].IsOutOfFocus && !instants[i].IsEmpty)];
        var inFocus = sharp
            .SelectMany(first => sharp.Where(second => second > first), (first, second) => (first, second))
            .ToLookup(pair => Lag(pair.first, pair.second));
        Dictionary<long, IReadOnlyList<double>> stays = [];
        return new(
            Motion(row),
            [.. near.Where(i => i != row && Neighbours(i).Count > 0).Select(i => new NeighbourPair(Pair(i), Motion(i)))]
        );

        IReadOnlyList<double> Motion(int of) => MotionSpectrum.Mean([.. Neighbours(of).Select(neighbour => Stays(Lag(of, neighbour)))]);

        // Of the lag nearest to it of which there are frames in focus.
        IReadOnlyList<double> Stays(long lag)
        {
            if (stays.TryGetValue(lag, out var known))
                return known;
            var nearest = inFocus.MinBy(pairs => (Math.Abs(pairs.Key - lag), pairs.Key));
            return stays[lag] = nearest is null
                ? MotionSpectrum.None
                : MotionSpectrum.Of([.. nearest.Select(pair => InFocus(pair.first, pair.second))]);
        }
    }

    private long Lag(int one, int other) => Math.Abs(instants[one].Time - instants[other].Time);

    /// <summary>From a frame out of focus to the mean of its neighbours.</summary>
    private RadialStatistics Pair(int row) =>
        Once(_pairs, row, () => RadialStatistics.Of(Spectrum(row), _plane.Spectrum(Target(row)), _plane));

    private RadialStatistics InFocus(int first, int second) =>
        Once(_inFocus, (first, second), () => RadialStatistics.Of(Spectrum(first), Spectrum(second), _plane));

    private Complex[] Spectrum(int row) => Once(_spectra, row, () => _plane.Spectrum(Unit(row)));

    private static TValue Once<TKey, TValue>(ConcurrentDictionary<TKey, Lazy<TValue>> known, TKey key, Func<TValue> compute)
        where TKey : notnull => known.GetOrAdd(key, _ => new(compute)).Value;
}
