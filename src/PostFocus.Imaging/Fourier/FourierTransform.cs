using System.Numerics;

namespace PostFocus.Imaging.Fourier;

/// <summary>
/// Fast Fourier transform of the columns of a matrix, as many at once as a vector register has lanes: the butterflies
/// of neighbouring columns are the same, so no lane waits. Stockham's autosort form, radix 4 (Van Loan 1992, section
/// 1.7), unnormalised. Holds scratch memory: one instance a thread.
/// </summary>
/// <typeparam name="T">float or double.</typeparam>
internal sealed class FourierTransform<T>
    where T : IBinaryFloatingPointIeee754<T>
{
    private readonly int _length;
    private readonly T[] _cos,
        _sin;
    private Vector<T>[] _re,
        _im,
        _nextRe,
        _nextIm;

    public FourierTransform(int length)
    {
        if (length < 1 || !BitOperations.IsPow2(length))
            throw new ArgumentOutOfRangeException(nameof(length), length, "The length of a transform must be a power of two.");
        _length = length;
        _cos = new T[length];
        _sin = new T[length];
        for (var k = 0; k < length; k++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * k / length);
            (_sin[k], _cos[k]) = (T.CreateTruncating(sin), T.CreateTruncating(cos));
        }
        _re = new Vector<T>[length];
        _im = new Vector<T>[length];
        _nextRe = new Vector<T>[length];
        _nextIm = new Vector<T>[length];
    }

    /// <summary>Both axes of a square matrix, forward.</summary>
    public void Forward(T[] re, T[] im)
    {
        Columns(re, im, _length, 0, _length);
        T[] turnedRe = new T[re.Length],
            turnedIm = new T[im.Length];
        Matrix.Transpose(re, turnedRe, _length, _length);
        Matrix.Transpose(im, turnedIm, _length, _length);
        Columns(turnedRe, turnedIm, _length, 0, _length);
        Matrix.Transpose(turnedRe, re, _length, _length);
        Matrix.Transpose(turnedIm, im, _length, _length);
    }

    /// <summary>Both axes of a square matrix, inverse, normalised by 1/N².</summary>
    public void Inverse(T[] re, T[] im)
    {
        // conj ∘ F ∘ conj = N² F⁻¹, and exchanging the parts is conjugation up to a factor i that cancels.
        Forward(im, re);
        var scale = T.One / (T.CreateTruncating(_length) * T.CreateTruncating(_length));
        for (var i = 0; i < re.Length; i++)
        {
            re[i] *= scale;
            im[i] *= scale;
        }
    }

    /// <summary>
    /// Forward transform in place of the columns [from, to) of a matrix of <c>length</c> rows, <paramref name="stride"/>
    /// numbers each. Columns go in whole vectors from <paramref name="from"/> on, so stride − from must hold a whole
    /// number of them. For the inverse exchange re and im.
    /// </summary>
    public void Columns(T[] re, T[] im, int stride, int from, int to)
    {
        if ((stride - from) % Vector<T>.Count != 0)
            throw new ArgumentException(
                $"A row has {stride - from} columns from {from} on, but they go in vectors of {Vector<T>.Count}.",
                nameof(stride)
            );
        for (var column = from; column < to; column += Vector<T>.Count)
        {
            for (var y = 0; y < _length; y++)
            {
                _re[y] = new Vector<T>(re, y * stride + column);
                _im[y] = new Vector<T>(im, y * stride + column);
            }
            Butterflies();
            for (var y = 0; y < _length; y++)
            {
                _re[y].CopyTo(re, y * stride + column);
                _im[y].CopyTo(im, y * stride + column);
            }
        }
    }

    private void Butterflies()
    {
        var (n, s) = (_length, 1);
        for (; n >= 4; n /= 4, s *= 4)
        {
            Radix4(n / 4, s);
            Swap();
        }
        if (n == 2)
        {
            Radix2(s);
            Swap();
        }
    }

    private void Radix4(int quarter, int s)
    {
        ReadOnlySpan<Vector<T>> xr = _re,
            xi = _im;
        Span<Vector<T>> yr = _nextRe,
            yi = _nextIm;
        for (var p = 0; p < quarter; p++)
        {
            Vector<T> c1 = new(_cos[p * s]),
                s1 = new(_sin[p * s]);
            Vector<T> c2 = new(_cos[2 * p * s]),
                s2 = new(_sin[2 * p * s]);
            Vector<T> c3 = new(_cos[3 * p * s]),
                s3 = new(_sin[3 * p * s]);
            for (var q = 0; q < s; q++)
            {
                int a = q + s * p,
                    b = a + s * quarter,
                    c = b + s * quarter,
                    d = c + s * quarter;
                Vector<T> acR = xr[a] + xr[c],
                    acI = xi[a] + xi[c],
                    a_cR = xr[a] - xr[c],
                    a_cI = xi[a] - xi[c];
                Vector<T> bdR = xr[b] + xr[d],
                    bdI = xi[b] + xi[d],
                    b_dR = xr[b] - xr[d],
                    b_dI = xi[b] - xi[d];
                var o = q + s * 4 * p;
                yr[o] = acR + bdR;
                yi[o] = acI + bdI;
                Vector<T> uR = a_cR + b_dI,
                    uI = a_cI - b_dR; // (a − c) − i (b − d)
                yr[o + s] = uR * c1 - uI * s1;
                yi[o + s] = uR * s1 + uI * c1;
                Vector<T> vR = acR - bdR,
                    vI = acI - bdI;
                yr[o + 2 * s] = vR * c2 - vI * s2;
                yi[o + 2 * s] = vR * s2 + vI * c2;
                Vector<T> wR = a_cR - b_dI,
                    wI = a_cI + b_dR; // (a − c) + i (b − d)
                yr[o + 3 * s] = wR * c3 - wI * s3;
                yi[o + 3 * s] = wR * s3 + wI * c3;
            }
        }
    }

    private void Radix2(int s)
    {
        for (var q = 0; q < s; q++)
        {
            _nextRe[q] = _re[q] + _re[q + s];
            _nextIm[q] = _im[q] + _im[q + s];
            _nextRe[q + s] = _re[q] - _re[q + s];
            _nextIm[q + s] = _im[q] - _im[q + s];
        }
    }

    private void Swap()
    {
        (_re, _nextRe) = (_nextRe, _re);
        (_im, _nextIm) = (_nextIm, _im);
    }
}
