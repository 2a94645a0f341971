using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Sequences.Search;

/// <summary>The pixel sizes that the metadata of single-page files say.</summary>
internal sealed class SinglePageSizes
{
    private readonly List<(double Size, int Saying, int Files)> _agreed = [];
    private readonly List<string> _mixed = [];

    /// <summary>
    /// The size that the files of a sequence agree on, those aside that say none; null where all say none, or some another one.
    /// </summary>
    /// <param name="sequence">Its name.</param>
    /// <param name="said">What each of its files says.</param>
    public double? Of(string sequence, IReadOnlyCollection<double?> said)
    {
        double[] sizes = [.. said.OfType<double>()];
        if (sizes.Length == 0)
            return null;
        if (!Array.TrueForAll(sizes, size => PixelSize.IsSame(size, sizes[0])))
        {
            _mixed.Add(sequence);
            return null;
        }
        _agreed.Add((sizes[0], sizes.Length, said.Count));
        return sizes[0];
    }

    /// <summary>What is to be told of them.</summary>
    /// <param name="given">The user's word, which counts; null: none was given.</param>
    public IEnumerable<string> Remarks(double? given)
    {
        var other = _agreed.Where(one => given is not { } word || !PixelSize.IsSame(one.Size, word));
        foreach (var size in other.GroupBy(one => Phrasing.Short(one.Size)))
        {
            int saying = size.Sum(one => one.Saying),
                files = size.Sum(one => one.Files);
            var which = saying < files ? $"{saying} of {files} single-page files" : "single-page files";
            var used = given is { } word ? $", {Phrasing.Short(word)} is used" : "";
            yield return $"{which} of {Phrasing.Count(size.Count(), "sequence")} say {size.Key} µm/pixel{used}.";
        }
        if (_mixed.Count > 0 && given is null)
            yield return $"single-page files of one sequence say different pixel sizes, and none is used: {Phrasing.Some(_mixed)}.";
    }
}
