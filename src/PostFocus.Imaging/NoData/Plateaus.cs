using System.Numerics;

namespace PostFocus.Imaging.NoData;

/// <summary>Finds adjoining pixels of exactly one count that no image has: see <see cref="MissingPixels"/>.</summary>
/// <remarks>
/// Measured in the step between neighbouring pixels that 95 % of the frame's own steps stay below. 84,000 plateaus of 4 pixels and more in
/// recorded and simulated frames, as they were and clipped at 3 and 95 %, end in lower deciles of 0 to 0.8 such steps from 16 pixels on,
/// and 1.7 for smaller ones; borders of zeros and burnt-in labels of 16-bit frames in 2.4 and more.
/// </remarks>
internal static class Plateaus
{
    private const int Run = 4,
        Large = 16,
        Wide = 64;
    private const double LargeStep = 0.9,
        SmallStep = 2,
        SameColourStep = 0.5,
        TypicalStep = 2.5,
        LeastStep = 0.15;

    // Of the logarithm of how often a plateau may come about by chance: one in 500 million.
    private const double Chance = 20;

    public static void Mark(float[] counts, int height, int width, Lazy<double> level, ref bool[]? missing)
    {
        if (!HasRun(counts, 1) && !HasRun(counts, width))
            return;
        new Search(counts, height, width, level).Mark(ref missing);
        // A drawing: nothing is left that the marks could have been put on.
        if (missing is not null && !missing.Contains(false) && Array.TrueForAll(counts, float.IsFinite))
            missing = null;
    }

    /// <summary>Whether four equal counts lie side by side at that stride; a few more that run over the end of a row do no harm.</summary>
    private static bool HasRun(ReadOnlySpan<float> counts, int stride)
    {
        int length = counts.Length - (Run - 1) * stride,
            at = 0;
        for (; at <= length - Vector<float>.Count; at += Vector<float>.Count)
        {
            Vector<float> a = new(counts[at..]),
                b = new(counts[(at + stride)..]),
                c = new(counts[(at + 2 * stride)..]),
                d = new(counts[(at + 3 * stride)..]);
            if (Vector.BitwiseAnd(Vector.BitwiseAnd(Vector.Equals(a, b), Vector.Equals(b, c)), Vector.Equals(c, d)) != Vector<int>.Zero)
                return true;
        }
        for (; at < length; at++)
            if (counts[at] == counts[at + stride] && counts[at] == counts[at + 2 * stride] && counts[at] == counts[at + 3 * stride])
                return true;
        return false;
    }

    private sealed class Search(float[] counts, int height, int width, Lazy<double> level)
    {
        private readonly bool[] _seen = new bool[counts.Length];
        private readonly List<int> _pixels = [];
        private readonly List<float> _steps = [];
        private readonly Lazy<(float Step, float A, float B)[]> _steps95 = new(() => SampledSteps(counts, width));
        private readonly Dictionary<float, double> _stepsWithout = [];
        private readonly Lazy<double> _meanStep = new(() => MeanStep(counts));
        private readonly Lazy<long> _equalPairs = new(() => EqualPairs(counts, height, width));
        private readonly Lazy<(float Least, float Most)> _range = new(() => Range(counts));
        private int _atBorder;

        public void Mark(ref bool[]? missing)
        {
            var colours = new HashSet<float>();
            for (var at = 0; at < counts.Length; at++)
            {
                if (_seen[at] || !StartsRun(at))
                    continue;
                Collect(at);
                if (_pixels.Count < Run || !IsMissing(counts[at]))
                    continue;
                colours.Add(counts[at]);
                Add(ref missing);
            }
            if (colours.Count == 0)
                return;
            // What is written has thin parts and dots of the same count.
            Array.Clear(_seen);
            for (var at = 0; at < counts.Length; at++)
            {
                if (missing![at] || _seen[at] || !colours.Contains(counts[at]))
                    continue;
                Collect(at);
                if (LowestStep > SameColourStep * StepWithout(counts[at]) + level.Value)
                    Add(ref missing);
            }
        }

        private void Add(ref bool[]? missing)
        {
            missing ??= new bool[counts.Length];
            foreach (var pixel in _pixels)
                missing[pixel] = true;
        }

        /// <summary>The lower decile; 0 where there is no step.</summary>
        private double LowestStep
        {
            get
            {
                _steps.Sort();
                return _steps.Count == 0 ? 0 : _steps[_steps.Count / 10];
            }
        }

        private bool StartsRun(int at) => (at % width + Run <= width && Equal(at, 1)) || (at / width + Run <= height && Equal(at, width));

        private bool Equal(int at, int stride) =>
            counts[at] == counts[at + stride] && counts[at] == counts[at + 2 * stride] && counts[at] == counts[at + 3 * stride];

        /// <summary>The adjoining pixels of one count, and the steps down or up at their edge.</summary>
        private void Collect(int start)
        {
            (var count, _atBorder) = (counts[start], 0);
            _pixels.Clear();
            _steps.Clear();
            _pixels.Add(start);
            _seen[start] = true;
            for (var next = 0; next < _pixels.Count; next++)
            {
                var at = _pixels[next];
                var (y, x) = Math.DivRem(at, width);
                Visit(y > 0, at - width);
                Visit(y < height - 1, at + width);
                Visit(x > 0, at - 1);
                Visit(x < width - 1, at + 1);
            }

            void Visit(bool inside, int at)
            {
                if (!inside)
                {
                    _atBorder++;
                    return;
                }
                if (counts[at] != count)
                {
                    // A NaN does not make a step.
                    if (float.IsFinite(counts[at]))
                        _steps.Add(Math.Abs(counts[at] - count));
                }
                else if (!_seen[at])
                {
                    _seen[at] = true;
                    _pixels.Add(at);
                }
            }
        }

        private bool IsMissing(float count)
        {
            var least = LowestStep;
            // The mean is found sooner, and most small plateaus fail by it.
            if (_steps.Count == 0 || (_pixels.Count < Large && least <= SmallStep * _meanStep.Value))
                return false;
            double typical = _steps[_steps.Count / 2],
                ofFrame = StepWithout(count);
            // A drawing: most of it is even ground.
            if (ofFrame <= 0)
                return false;
            return (IsStep(least, (_pixels.Count >= Large ? LargeStep : SmallStep) * ofFrame))
                || (_pixels.Count >= Wide && _atBorder > 0 && IsStep(typical, TypicalStep * ofFrame))
                || (!IsExtreme(count) && IsStep(typical, LeastStep * ofFrame) && !CanBeChance());
        }

        /// <summary>Whether a step is larger than one of the frame's, by more than rounding to its few grey levels can make it.</summary>
        private bool IsStep(double step, double ofFrame) => step > ofFrame && step > ofFrame + level.Value;

        /// <summary>The step that 95 % of those stay below that do not lead to this count: many plateaus of one count make many steps.</summary>
        private double StepWithout(float count)
        {
            if (_stepsWithout.TryGetValue(count, out var known))
                return known;
            var sample = _steps95.Value;
            int without = 0,
                at = 0;
            // Those left out before it move the place of the percentile by what they leave behind.
            for (; at < sample.Length; at++)
            {
                without += sample[at].A == count || sample[at].B == count ? 1 : 0;
                if (at - without >= 0.05 * (sample.Length - without))
                    break;
            }
            return _stepsWithout[count] = at < sample.Length ? sample[at].Step : 0;
        }

        /// <summary>Cameras and exports clip there, so that plateaus come about by themselves.</summary>
        private bool IsExtreme(float count) => count == _range.Value.Least || count == _range.Value.Most;

        /// <summary>
        /// Plateaus of n pixels come about as often as (5 p)ⁿ where two neighbours are equal with the probability p, as a plateau can
        /// grow at about 5 places a pixel.
        /// </summary>
        private bool CanBeChance()
        {
            long inside = (4L * _pixels.Count - _steps.Count - _atBorder) / 2,
                all = (long)(height - 1) * width + (long)(width - 1) * height;
            var growth = 5.0 * (_equalPairs.Value - inside + 1) / (all - inside + 1);
            return _pixels.Count < Large || growth >= 1 || _pixels.Count <= Chance / -Math.Log(growth);
        }

        private static long EqualPairs(float[] counts, int height, int width)
        {
            long equal = 0;
            for (var y = 0; y < height; y++)
            {
                var row = counts.AsSpan(y * width, width);
                for (var x = 1; x < width; x++)
                    equal += row[x] == row[x - 1] ? 1 : 0;
                if (y == 0)
                    continue;
                var above = counts.AsSpan((y - 1) * width, width);
                for (var x = 0; x < width; x++)
                    equal += row[x] == above[x] ? 1 : 0;
            }
            return equal;
        }

        private static (float Least, float Most) Range(float[] counts)
        {
            float least = float.PositiveInfinity,
                most = float.NegativeInfinity;
            foreach (var count in counts)
            {
                if (count < least)
                    least = count;
                if (count > most)
                    most = count;
            }
            return (least, most);
        }

        private static double MeanStep(float[] counts)
        {
            double sum = 0;
            for (var i = 1; i < counts.Length; i++)
                sum += Math.Abs(counts[i] - counts[i - 1]);
            return double.IsFinite(sum) ? sum / counts.Length : 0;
        }

        private static (float Step, float A, float B)[] SampledSteps(float[] counts, int width)
        {
            var steps = new List<(float Step, float A, float B)>();
            foreach (var at in SampledPlaces.Of(counts.Length - width))
            {
                if (at % width < width - 1)
                    Add(counts[at], counts[at + 1]);
                Add(counts[at], counts[at + width]);
            }
            steps.Sort((a, b) => b.Step.CompareTo(a.Step));
            return [.. steps];

            void Add(float a, float b)
            {
                if (float.IsFinite(b - a))
                    steps.Add((Math.Abs(b - a), a, b));
            }
        }
    }
}
