using System.Runtime.CompilerServices;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Frames;

/// <summary>Says in a context's log, once, that stock LoadImages has dropped half of the bits of a file.</summary>
/// <param name="environment">The context, or a part of it; null: nothing is said.</param>
internal sealed class EightBitNotice(IHostEnvironment? environment)
{
    // By what a context shares with all that is registered under it.
    private static readonly ConditionalWeakTable<ComponentCatalog, object> s_said = [];

    /// <summary>Looks at the file that an image was loaded from; LoadImages leaves its path in the tag.</summary>
    public void LookAt(MLImage image)
    {
        if (
            environment?.ComponentCatalog is { } context
            && !s_said.TryGetValue(context, out _)
            && image.Tag is { } path
            && HasSixteenBits(path)
            && s_said.TryAdd(context, path)
        )
        {
            environment.WarnLine(
                "PostFocus frames",
                $"'{path}' has 16 bits a pixel, of which LoadImages keeps the upper 8: the fine shades are lost, and calls may differ. "
                    + "Load such files with mlContext.Data.LoadFrames or mlContext.Transforms.LoadFrames. (This is said once.)"
            );
        }
    }

    /// <summary>Of the formats that LoadImages reads PNG alone has so many.</summary>
    private static bool HasSixteenBits(string path)
    {
        // The signature; length and name of the header's chunk; width and height; then the bits.
        Span<byte> start = stackalloc byte[25];
        try
        {
            using var file = File.OpenRead(path);
            return file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length
                && start[1..4].SequenceEqual("PNG"u8)
                && start[24] == 16;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return false;
        }
    }
}
