using System.Text.RegularExpressions;
using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Stacks;

/// <summary>The files of one acquisition that Micro-Manager cut at 4 GiB: run.tif, run_1.tif, run_2.tif, …</summary>
internal static partial class MicroManagerParts
{
    private const int MostParts = 10_000;

    /// <summary>All parts in their order, whichever was opened.</summary>
    public static IReadOnlyList<StackFile> Of(StackFile file)
    {
        var (folder, stem, extension) = (
            Path.GetDirectoryName(file.Path) ?? "",
            Path.GetFileNameWithoutExtension(file.Path),
            Path.GetExtension(file.Path)
        );
        if (Part().Match(stem) is { Success: true } part && File.Exists(Named(part.Groups[1].Value)))
            stem = part.Groups[1].Value;
        var parts = new List<StackFile>();
        for (var number = 0; number < MostParts; number++)
        {
            var path = Named(number == 0 ? stem : $"{stem}_{number}");
            if (path == file.Path)
                parts.Add(file);
            else if (File.Exists(path) && Open(path) is { Axes: [not null, ..] } other)
                parts.Add(other);
            else
                break;
        }
        return parts.Contains(file) ? parts : [file];

        string Named(string name) => Path.Combine(folder, name + extension);
    }

    private static StackFile? Open(string path)
    {
        try
        {
            return StackFileReader.Open(path);
        }
        catch (FrameFormatException)
        {
            return null;
        }
    }

    [GeneratedRegex("^(.+)_[1-9][0-9]{0,3}$", RegexOptions.CultureInvariant)]
    private static partial Regex Part();
}
