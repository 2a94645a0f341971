using PostFocus.Imaging;
using PostFocus.Imaging.Fourier;
using PostFocus.Simulation.Optics;

namespace PostFocus.Benchmarks.Reality;

/// <summary>The variance of relative brightness that falls into a band of spatial periods.</summary>
internal sealed record SpectralBand(double LongestMicrons, double ShortestMicrons, double Power);

/// <summary>How variance spreads over spatial periods, in octaves.</summary>
internal static class RadialSpectrum
{
    private const int Tile = 512;
    private const int Octaves = 7; // from 256 pixels a period to 2

    /// <summary>Of all tiles that fit into the frame, each under a Hann window; longest periods first.</summary>
    public static IReadOnlyList<SpectralBand> Bands(Frame frame, double pixelSize)
    {
        var powers = new double[Octaves];
        int rows = frame.Height / Tile,
            columns = frame.Width / Tile;
        for (var row = 0; row < rows; row++)
        for (var column = 0; column < columns; column++)
            AddTile(frame, row * Tile, column * Tile, powers);
        return
        [
            .. powers.Select(
                (power, k) =>
                    new SpectralBand(
                        pixelSize * Math.Pow(2, Octaves + 1 - k),
                        pixelSize * Math.Pow(2, Octaves - k),
                        power / (rows * columns)
                    )
            ),
        ];
    }

    private static void AddTile(Frame frame, int top, int left, double[] powers)
    {
        var field = new ComplexField(Tile);
        double mean = 0;
        for (var i = 0; i < Tile * Tile; i++)
            mean += frame.Counts[(top + i / Tile) * frame.Width + left + i % Tile] / (Tile * (double)Tile);
        double[] window = [.. Enumerable.Range(0, Tile).Select(i => 0.5 - 0.5 * Math.Cos(2 * Math.PI * i / Tile))];
        for (var i = 0; i < Tile * Tile; i++)
            field.Re[i] = (float)(
                (frame.Counts[(top + i / Tile) * frame.Width + left + i % Tile] / mean - 1) * window[i / Tile] * window[i % Tile]
            );
        new FourierTransform<float>(Tile).Forward(field.Re, field.Im);

        var windowPower = Math.Pow(window.Average(w => w * w), 2) * Math.Pow(Tile, 4);
        for (var i = 0; i < Tile * Tile; i++)
        {
            int fx = AngularSpectrum.Signed(i % Tile, Tile),
                fy = AngularSpectrum.Signed(i / Tile, Tile);
            var octave = (int)Math.Floor(Math.Log2(Math.Max(Math.Sqrt(fx * fx + fy * fy), 0.5) / Tile)) + Octaves + 1;
            if (octave >= 0 && octave < Octaves)
                powers[octave] += (field.Re[i] * field.Re[i] + field.Im[i] * field.Im[i]) / windowPower;
        }
    }
}
