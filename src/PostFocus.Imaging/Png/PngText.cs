using System.Text;

namespace PostFocus.Imaging.Png;

/// <summary>The text chunk (tEXt) Software of PNG files: keyword, NUL, Latin-1 text.</summary>
internal static class PngText
{
    private const string Name = "tEXt",
        Keyword = "Software\0";

    /// <summary>The chunks of a file with the provenance after what its Software says; in front of the pixels if it says nothing.</summary>
    public static IReadOnlyList<PngChunk> Add(IReadOnlyList<PngChunk> chunks, Provenance provenance)
    {
        var pages = Provenance.Pages([0]);
        var texts = chunks.ToList();
        var at = texts.FindIndex(c =>
            c.Name == Name && Encoding.Latin1.GetString(c.Data.Span).StartsWith(Keyword, StringComparison.Ordinal)
        );
        if (at < 0)
            texts.Insert(texts.FindIndex(c => c.Name == "IDAT"), Chunk(provenance.Line(pages)));
        else
            texts[at] = Chunk(provenance.After(Encoding.Latin1.GetString(texts[at].Data.Span)[Keyword.Length..], pages));
        return texts;
    }

    private static PngChunk Chunk(string text) => new(Name, Encoding.Latin1.GetBytes(Keyword + text));
}
