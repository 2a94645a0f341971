using System.Numerics;

namespace PostFocus.Imaging.Fourier;

/// <summary>
/// Fourier transform of columns of any length, unnormalised: as 2jk = j² + k² − (k − j)², it is a convolution with a chirp,
/// for which a transform of a power of two does (Bluestein, IEEE Trans. Audio Electroacoustics 18, 1970).
/// </summary>
internal sealed class ChirpTransform
{
    private static readonly int s_lanes = Vector<double>.Count;

    private readonly Complex[] _chirp,
        _response;
    private readonly FourierTransform<double> _transform;
    private readonly double[] _re,
        _im; // axes [row, lane]

    public ChirpTransform(int length)
    {
        var padded = (int)BitOperations.RoundUpToPowerOf2((uint)(2 * length - 1));
        _transform = new FourierTransform<double>(padded);
        (_re, _im) = (new double[padded * s_lanes], new double[padded * s_lanes]);
        _chirp = new Complex[length];
        for (long k = 0; k < length; k++)
        {
            // The phase repeats itself, and is exact while it is small.
            var (sin, cos) = Math.SinCos(-Math.PI * (k * k % (2 * length)) / length);
            _chirp[k] = new Complex(cos, sin);
            foreach (var row in new[] { k, (padded - k) % padded })
                (_re[row * s_lanes], _im[row * s_lanes]) = (cos, -sin);
        }
        _transform.Columns(_re, _im, s_lanes, 0, s_lanes);
        _response = [.. Enumerable.Range(0, padded).Select(k => new Complex(_re[k * s_lanes], _im[k * s_lanes]) / padded)];
    }

    /// <summary>In place; a row has <paramref name="stride"/> numbers, whole vectors.</summary>
    public void Columns(double[] re, double[] im, int stride)
    {
        for (var column = 0; column < stride; column += s_lanes)
        {
            for (var y = 0; y < _chirp.Length; y++)
            {
                re.AsSpan(y * stride + column, s_lanes).CopyTo(_re.AsSpan(y * s_lanes));
                im.AsSpan(y * stride + column, s_lanes).CopyTo(_im.AsSpan(y * s_lanes));
            }
            _re.AsSpan(_chirp.Length * s_lanes).Clear();
            _im.AsSpan(_chirp.Length * s_lanes).Clear();
            Multiply(_chirp);
            _transform.Columns(_re, _im, s_lanes, 0, s_lanes);
            Multiply(_response);
            _transform.Columns(_im, _re, s_lanes, 0, s_lanes); // parts exchanged: inverse
            Multiply(_chirp);
            for (var y = 0; y < _chirp.Length; y++)
            {
                _re.AsSpan(y * s_lanes, s_lanes).CopyTo(re.AsSpan(y * stride + column));
                _im.AsSpan(y * s_lanes, s_lanes).CopyTo(im.AsSpan(y * stride + column));
            }
        }
    }

    /// <summary>Each row by its factor.</summary>
    private void Multiply(Complex[] factors)
    {
        for (var row = 0; row < factors.Length; row++)
        {
            var at = row * s_lanes;
            Vector<double> re = new(_re, at),
                im = new(_im, at),
                factorRe = new(factors[row].Real),
                factorIm = new(factors[row].Imaginary);
            (re * factorRe - im * factorIm).CopyTo(_re, at);
            (re * factorIm + im * factorRe).CopyTo(_im, at);
        }
    }
}
