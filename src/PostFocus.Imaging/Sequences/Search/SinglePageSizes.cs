using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Sequences.Search;

/// <summary>The pixel sizes that the metadata of single-page files say.</summary>
internal sealed class SinglePageSizes
{
    private readonly List<(string Sequence, double Size, int Saying, int Files)> _agreed = [];
    private readonly List<(string Sequence, string Size)> _notSquare = [];
    private readonly List<string> _mixed = [];

    /// <summary>
    /// The size that the files of a sequence agree on, those aside that say none; null where all say none, or some another one.
    /// </summary>
    /// <param name="sequence">Its name.</param>
    /// <param name="said">What each of its files says.</param>
    public double? Of(string sequence, IReadOnlyCollection<SaidPixelSize> said)
    {
        double[] sizes = [.. said.Select(s => s.Microns).OfType<double>()];
        string[] notSquare = [.. said.Select(s => s.NotSquare).OfType<string>().Distinct()];
        if (sizes.Length + notSquare.Length == 0)
            return null;
        if (sizes.Length == 0 && notSquare is [var one])
        {
            _notSquare.Add((sequence, one));
            return null;
        }
        if (notSquare.Length > 0 || !Array.TrueForAll(sizes, size => PixelSize.IsSame(size, sizes[0])))
        {
            _mixed.Add(sequence);
            return null;
        }
        _agreed.Add((sequence, sizes[0], sizes.Length, said.Count));
        return sizes[0];
    }

    /// <summary>What is to be told of them: of which sequences, where sizes differ.</summary>
    /// <param name="given">The user's word, which counts; null: none was given.</param>
    public IEnumerable<string> Remarks(double? given)
    {
        var areAlike = _agreed.DistinctBy(one => Phrasing.Short(one.Size)).Count() == 1 && _notSquare.Count + _mixed.Count == 0;
        var other = _agreed.Where(one => given is not { } word || !PixelSize.IsSame(one.Size, word));
        foreach (var size in other.GroupBy(one => Phrasing.Short(one.Size)))
        {
            int saying = size.Sum(one => one.Saying),
                files = size.Sum(one => one.Files);
            var which = saying < files ? $"{saying} of {files} single-page files" : "single-page files";
            var names = areAlike ? "" : $" ({Phrasing.Some([.. size.Select(one => one.Sequence)])})";
            var used = given is { } word ? $", {Phrasing.Short(word)} is used" : "";
            yield return $"{which} of {Phrasing.Count(size.Count(), "sequence")}{names} say {size.Key} µm/pixel{used}.";
        }
        if (given is not null)
            yield break;
        foreach (var size in _notSquare.GroupBy(one => one.Size))
            yield return $"single-page files of {Phrasing.Count(size.Count(), "sequence")} ({Phrasing.Some([.. size.Select(one => one.Sequence)])}) say {size.Key} µm/pixel, which is not used: their pixels are not square.";
        if (_mixed.Count > 0)
            yield return $"single-page files of one sequence say different pixel sizes, and none is used: {Phrasing.Some(_mixed)}.";
    }
}
