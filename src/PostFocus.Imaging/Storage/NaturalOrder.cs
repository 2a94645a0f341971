namespace PostFocus.Imaging.Storage;

/// <summary>
/// The order that people expect of numbered names: t2 before t10, 0.25h (or 0,25h) before 0.5h. Ties are broken ordinally, so it is total.
/// </summary>
/// <remarks>
/// Two numbers with one dot or comma between are a decimal (0.25), three and more are numbers by themselves (2024.11.05). Whether
/// 1.10 comes after 1.9 or before 1.2 only its company tells, so <see cref="Of"/> looks at all names of a folder.
/// </remarks>
internal sealed class NaturalOrder : IComparer<string>
{
    private static readonly NaturalOrder s_numbered = new(decimals: false);

    private readonly bool _decimals;

    private NaturalOrder(bool decimals) => _decimals = decimals;

    public static NaturalOrder Instance { get; } = new(decimals: true);

    /// <summary>
    /// Decimals of different length have no zero at their end (0.5, 0.75, 1.0); where one has, as 1.10 beside 1.9, the dot separates two
    /// numbers.
    /// </summary>
    public static NaturalOrder Of(IEnumerable<string> names)
    {
        var shortest = int.MaxValue;
        var longestWithZero = 0;
        foreach (var name in names)
        {
            for (var i = 0; i < name.Length; )
            {
                if (!char.IsAsciiDigit(name[i]))
                {
                    i++;
                    continue;
                }
                var fraction = Next(name, ref i, decimals: true).Fraction;
                if (fraction.Length == 0)
                    continue;
                shortest = Math.Min(shortest, fraction.Length);
                if (fraction.Length > 1 && fraction[^1] == '0')
                    longestWithZero = Math.Max(longestWithZero, fraction.Length);
            }
        }
        return longestWithZero > shortest ? s_numbered : Instance;
    }

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null)
            return string.CompareOrdinal(x, y);
        int i = 0,
            j = 0;
        while (i < x.Length && j < y.Length)
        {
            int order;
            if (char.IsAsciiDigit(x[i]) && char.IsAsciiDigit(y[j]))
                order = Next(x, ref i, _decimals).CompareTo(Next(y, ref j, _decimals));
            else
                order = char.ToUpperInvariant(x[i++]).CompareTo(char.ToUpperInvariant(y[j++]));
            if (order != 0)
                return order;
        }
        var rest = (x.Length - i).CompareTo(y.Length - j);
        return rest != 0 ? rest : string.CompareOrdinal(x, y);
    }

    /// <summary>The number that begins at a position, which moves behind it.</summary>
    private static Number Next(string text, ref int position, bool decimals)
    {
        var start = position;
        var whole = Digits(text, start);
        position += whole.Length;
        if (!decimals || !IsDot(text, position, +1) || IsDot(text, start - 1, -1))
            return new Number(whole, []);
        var fraction = Digits(text, position + 1);
        if (IsDot(text, position + 1 + fraction.Length, +1))
            return new Number(whole, []);
        position += 1 + fraction.Length;
        return new Number(whole, fraction);
    }

    /// <summary>Whether there is a dot or comma, with a digit beyond it.</summary>
    private static bool IsDot(string text, int dot, int beyond) =>
        CharAt(text, dot) is '.' or ',' && char.IsAsciiDigit(CharAt(text, dot + beyond));

    private static char CharAt(string text, int position) => position >= 0 && position < text.Length ? text[position] : '\0';

    private static ReadOnlySpan<char> Digits(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return text.AsSpan(start, end - start);
    }

    /// <summary>Compared by value, of any length: no overflow on long time stamps.</summary>
    private readonly ref struct Number(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction)
    {
        private readonly ReadOnlySpan<char> _whole = whole.TrimStart('0');

        public ReadOnlySpan<char> Fraction { get; } = fraction;

        public int CompareTo(Number other)
        {
            var order =
                _whole.Length != other._whole.Length
                    ? _whole.Length.CompareTo(other._whole.Length)
                    : _whole.SequenceCompareTo(other._whole);
            return order != 0 ? order : Fraction.TrimEnd('0').SequenceCompareTo(other.Fraction.TrimEnd('0'));
        }
    }
}
