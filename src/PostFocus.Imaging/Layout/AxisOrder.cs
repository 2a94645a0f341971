using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace PostFocus.Imaging.Layout;

/// <summary>A user's word on what the pages are, such as "TZ5C2": axes slowest first, one of them without its size.</summary>
internal sealed partial class AxisOrder
{
    private readonly string _text;
    private readonly (char Axis, int? Size)[] _axes;

    private AxisOrder(string text, (char, int?)[] axes) => (_text, _axes) = (text, axes);

    /// <exception cref="ArgumentException">The text is not an order of axes.</exception>
    public static AxisOrder Parse(string text, [CallerMemberName] string name = "")
    {
        var axes = Pattern().Match(text) is { Success: true } match
            ? match.Groups[1].Captures.Select(c => (c.Value[0], Size(c.Value[1..]))).ToArray()
            : [];
        if (axes.Length == 0 || axes.DistinctBy(a => a.Item1).Count() < axes.Length || axes.Count(a => a.Item2 is null) > 1)
        {
            throw new ArgumentException(
                $"'{text}' is not an order of axes. Give T, Z and C, slowest first, each once and with its size; one may go without: T, TC2, TZ5C2.",
                name
            );
        }
        return new AxisOrder(text, axes);
    }

    public StackLayout Apply(StackFile file)
    {
        var known = _axes.Aggregate(1L, (product, axis) => product * (axis.Size ?? 1));
        // Rounded up: where the axes do not divide the pages, their product shows it.
        var rest = (file.Pages + known - 1) / known;
        var sizes = new StackSizes(Size('T'), Size('Z'), Size('C'));
        return file.Fits(sizes.Planes)
            ? file.InOrder(sizes, string.Concat(_axes.Select(a => a.Axis).Reverse()), "as asked")
            : throw new FrameFormatException(
                file.Path,
                null,
                $"its {file.Pages} pages are not of the axes {_text}. Correct the sizes, or leave out the one that varies from file to file."
            );

        int Size(char axis) => _axes.FirstOrDefault(a => a.Axis == axis) is { Axis: not '\0' } found ? found.Size ?? (int)rest : 1;
    }

    private static int? Size(string digits) => digits.Length > 0 ? int.Parse(digits, CultureInfo.InvariantCulture) : null;

    // Six digits: products of three fit.
    [GeneratedRegex("^(?:([TZC](?:[1-9][0-9]{0,5})?))+$", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
