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
        private readonly Plateau _plateau = new(counts, height, width);
        private readonly FrameSteps _frame = new(counts, height, width);

        public void Mark(ref bool[]? missing)
        {
            var colours = new HashSet<float>();
            for (var at = 0; at < counts.Length; at++)
            {
                if (_plateau.HasSeen(at) || !StartsRun(at))
                    continue;
                _plateau.Collect(at);
                if (_plateau.Pixels.Count < Run || !IsMissing())
                    continue;
                colours.Add(counts[at]);
                Add(ref missing);
            }
            if (colours.Count == 0)
                return;
            // What is written has thin parts and dots of the same count.
            _plateau.Forget();
            for (var at = 0; at < counts.Length; at++)
            {
                if (missing![at] || _plateau.HasSeen(at) || !colours.Contains(counts[at]))
                    continue;
                _plateau.Collect(at);
                if (_plateau.LowestStep > SameColourStep * _frame.StepWithout(counts[at]) + level.Value)
                    Add(ref missing);
            }
        }

        private void Add(ref bool[]? missing)
        {
            missing ??= new bool[counts.Length];
            foreach (var pixel in _plateau.Pixels)
                missing[pixel] = true;
        }

        private bool StartsRun(int at) => (at % width + Run <= width && Equal(at, 1)) || (at / width + Run <= height && Equal(at, width));

        private bool Equal(int at, int stride) =>
            counts[at] == counts[at + stride] && counts[at] == counts[at + 2 * stride] && counts[at] == counts[at + 3 * stride];

        private bool IsMissing()
        {
            var (size, least) = (_plateau.Pixels.Count, _plateau.LowestStep);
            // The mean is found sooner, and most small plateaus fail by it.
            if (!_plateau.HasSteps || (size < Large && least <= SmallStep * _frame.Mean))
                return false;
            double typical = _plateau.TypicalStep,
                ofFrame = _frame.StepWithout(_plateau.Count);
            // A drawing: most of it is even ground.
            if (ofFrame <= 0)
                return false;
            return IsStep(least, (size >= Large ? LargeStep : SmallStep) * ofFrame)
                || (size >= Wide && _plateau.SidesAtBorder > 0 && IsStep(typical, TypicalStep * ofFrame))
                || (!_frame.IsExtreme(_plateau.Count) && IsStep(typical, LeastStep * ofFrame) && !CanBeChance());
        }

        /// <summary>Whether a step is larger than one of the frame's, by more than rounding to its few grey levels can make it.</summary>
        private bool IsStep(double step, double ofFrame) => step > ofFrame && step > ofFrame + level.Value;

        /// <summary>
        /// Plateaus of n pixels come about as often as (5 p)ⁿ where two neighbours are equal with the probability p, as a plateau can
        /// grow at about 5 places a pixel.
        /// </summary>
        private bool CanBeChance()
        {
            var (size, inside) = (_plateau.Pixels.Count, _plateau.SidesInside);
            var growth = 5.0 * (_frame.EqualPairs - inside + 1) / (_frame.Pairs - inside + 1);
            return size < Large || growth >= 1 || size <= Chance / -Math.Log(growth);
        }
    }
}
