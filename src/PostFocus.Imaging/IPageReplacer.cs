using System.Text.Json.Nodes;

namespace PostFocus.Imaging;

/// <summary>Writes a file like another one, page by page.</summary>
public interface IPageReplacer : IDisposable
{
    /// <summary>
    /// Replaces a page, which was not replaced before. A <see cref="FrameFormatException"/> or an
    /// <see cref="ArgumentException"/> leaves the file as it was.
    /// </summary>
    /// <param name="page">Zero-based page.</param>
    /// <param name="frame">Counts that its pixel type can hold exactly.</param>
    void Replace(int page, Frame frame);

    /// <summary>
    /// Takes what is known of a page, be it replaced or not, before the work ends. It is noted in the file where the format has a place for
    /// it; by default nothing is.
    /// </summary>
    /// <param name="page">Zero-based page.</param>
    /// <param name="facts">Names and values; null: not known. Pages may have other facts.</param>
    void Note(int page, IReadOnlyList<(string Name, JsonValue? Value)> facts) { }

    /// <summary>How the file was written, to be told: a line each; by default nothing. Known when the work has ended.</summary>
    IEnumerable<string> Remarks => [];

    /// <summary>Ends the work: the file is whole when this has been disposed of.</summary>
    /// <param name="replaced">The replaced pages, ascending; at least one.</param>
    void Complete(IEnumerable<int> replaced);
}
