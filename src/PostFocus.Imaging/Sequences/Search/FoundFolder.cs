using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences.Search;

/// <summary>A folder and what was found in it, to which links add later.</summary>
/// <param name="Path">The folder, by the links that led to it.</param>
/// <param name="Real">Where it lies.</param>
/// <param name="Relative">As in <see cref="FoundFile"/>.</param>
internal sealed record FoundFolder(string Path, string Real, string Relative)
{
    private readonly List<FoundFile> _files = [];

    public FoundFile? Image { get; init; }

    public List<FoundFolder> Folders { get; } = [];

    public void Add(string file) => _files.Add(new FoundFile(file, Relative, System.IO.Path.GetFileNameWithoutExtension(file)));

    public IEnumerable<FoundFile> Files() =>
        Image is { } image ? [image] : [.. InOrder(_files, f => f.Path), .. InOrder(Folders, f => f.Path).SelectMany(f => f.Files())];

    private static IEnumerable<T> InOrder<T>(List<T> entries, Func<T, string> path)
    {
        string Name(T entry) => System.IO.Path.GetFileName(path(entry));
        return entries.OrderBy(Name, NaturalOrder.Of(entries.Select(Name)));
    }
}
