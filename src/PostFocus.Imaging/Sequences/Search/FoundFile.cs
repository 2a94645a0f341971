namespace PostFocus.Imaging.Sequences.Search;

/// <summary>A file, or the folder of a Zarr image, that was found in an input folder.</summary>
/// <param name="Path">The file.</param>
/// <param name="Folder">
/// Its folder relative to the input, with '/' between and after names on every system; "" for the input itself.
/// </param>
/// <param name="Stem">Its name without extension.</param>
internal sealed record FoundFile(string Path, string Folder, string Stem)
{
    public string Relative => Folder + System.IO.Path.GetFileName(Path);
}
