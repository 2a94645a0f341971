using PostFocus.Imaging.Baselines;

namespace PostFocus.Testing;

/// <summary>
/// A place with blobs on a field that is not even, which stays as it is over time but for a share that comes and goes, and what brightfield
/// makes of it out of focus: what is large stays, what is fine is turned round.
/// </summary>
/// <param name="height">Rows.</param>
/// <param name="width">Columns.</param>
/// <param name="place">Which place.</param>
public sealed class LostFocus(int height, int width, int place)
{
    private const float Stays = 0.9f,
        Changes = 0.3f,
        Camera = 0.03f;

    private readonly float[] _place = Texture(height, width, place);

    /// <summary>At a time, in focus and without noise; of mean 0 and a standard deviation near 1.</summary>
    public float[] Truth(int time) =>
        [.. _place.Zip(Texture(height, width, 1000 * (place + 1) + time), (stays, changes) => Stays * stays + Changes * changes)];

    /// <summary>As a camera records it.</summary>
    public float[] InFocus(int time) => Noisy(Truth(time), time);

    /// <summary>The same out of focus.</summary>
    public float[] OutOfFocus(int time)
    {
        var truth = Truth(time);
        return Noisy([.. truth.Zip(TrivialRestorations.Smoothed(truth, height, width, 4), (all, large) => 2 * large - all)], time);
    }

    private float[] Noisy(float[] image, int time)
    {
        var random = new Random(100_000 + 1000 * place + time);
        return [.. image.Select(v => v + Camera * (float)random.Normal())];
    }

    private static float[] Texture(int height, int width, int seed)
    {
        var random = new Random(seed);
        float[] noise = [.. Enumerable.Range(0, height * width).Select(_ => (float)random.Normal())],
            fine = TrivialRestorations.Smoothed(noise, height, width, 1.5),
            coarse = TrivialRestorations.Smoothed([.. noise.Reverse()], height, width, 8);
        float[] sum = [.. fine.Zip(coarse, (a, b) => 4.5f * a + 14 * b)];
        var mean = sum.Average();
        return [.. sum.Select(v => v - mean)];
    }
}
