namespace PostFocus.Imaging.Layout;

/// <summary>Lengths of the axes of a stack, each from 1 to <see cref="Most"/>. Its planes are numbered [t, z, c], c fastest.</summary>
internal readonly record struct StackSizes(int T, int Z, int C)
{
    /// <summary>More than any file has pages; products of three stay below 2⁶³.</summary>
    public const int Most = 1 << 20;

    public long Planes => (long)T * Z * C;

    public int Of(char axis) =>
        axis switch
        {
            'T' => T,
            'Z' => Z,
            _ => C,
        };

    public int IndexOf(int t, int z, int c) => (t * Z + z) * C + c;

    /// <summary>Where a plane comes when the axes vary in an order such as "CZT", fastest first.</summary>
    public long Position(string fastestFirst, int t, int z, int c)
    {
        long position = 0,
            stride = 1;
        foreach (var axis in fastestFirst)
        {
            position +=
                stride
                * (
                    axis switch
                    {
                        'T' => t,
                        'Z' => z,
                        _ => c,
                    }
                );
            stride *= Of(axis);
        }
        return position;
    }

    /// <summary>Index of the plane that comes at a position when the axes vary in an order such as "CZT", fastest first.</summary>
    public int IndexAt(string fastestFirst, int position)
    {
        int t = 0,
            z = 0,
            c = 0;
        foreach (var axis in fastestFirst)
        {
            var (along, size) = (position % Of(axis), Of(axis));
            position /= size;
            switch (axis)
            {
                case 'T':
                    t = along;
                    break;
                case 'Z':
                    z = along;
                    break;
                default:
                    c = along;
                    break;
            }
        }
        return IndexOf(t, z, c);
    }

    /// <summary>The axes longer than 1, such as "T=20, C=2".</summary>
    public override string ToString()
    {
        var axes = string.Join(", ", new[] { ('T', T), ('Z', Z), ('C', C) }.Where(a => a.Item2 > 1).Select(a => $"{a.Item1}={a.Item2}"));
        return axes.Length > 0 ? axes : "T=1";
    }
}
