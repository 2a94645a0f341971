namespace PostFocus.Imaging;

/// <summary>Where the new pixels of a rewritten file come from: the software and its settings.</summary>
/// <remarks>
/// A file with new pixels says so where other readers tolerate it, with the pages that have them. OME-TIFF of schema
/// 2016-06: a MapAnnotation in the StructuredAnnotations of its OME-XML. Any other TIFF: the tag Software of its first
/// page. PNG: its text Software. Zarr: an entry of the list <c>postfocus</c> among the attributes of the image. What the tag, text or list
/// said before stays in front. Nothing here depends on the clock, so the same run gives the same bytes; whoever wants a date adds it to the
/// settings.
/// </remarks>
public sealed class Provenance
{
    internal const string PagesName = "restored pages (from 0)";

    /// <summary>Creates a note of provenance.</summary>
    /// <param name="software">Name and version, such as "PostFocus 0.1.0".</param>
    /// <param name="settings">What it worked with, in order: names and values, such as ("seed", "1").</param>
    /// <exception cref="ArgumentException">A text is empty, or has other than printable ASCII characters, or a semicolon.</exception>
    public Provenance(string software, params IReadOnlyList<(string Name, string Value)> settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Check(software, nameof(software));
        foreach (var (name, value) in settings)
        {
            Check(name, nameof(settings));
            Check(value, nameof(settings));
        }
        Software = software;
        Settings = settings;
    }

    /// <summary>Name and version.</summary>
    public string Software { get; }

    /// <summary>Names and values.</summary>
    public IReadOnlyList<(string Name, string Value)> Settings { get; }

    /// <summary>One line: "PostFocus 0.1.0; seed: 1; restored pages (from 0): 3-5,17".</summary>
    internal string Line(string pages) => string.Join("; ", [Software, .. Named(pages).Select(s => $"{s.Name}: {s.Value}")]);

    /// <summary>The line after what a text said before.</summary>
    internal string After(string previous, string pages)
    {
        // Some microscopes keep lines of settings there, of which the last must not change.
        var separator =
            previous.Length == 0 ? ""
            : previous.Contains('\n', StringComparison.Ordinal) ? "\n"
            : "; ";
        return previous + separator + Line(pages);
    }

    /// <summary>The settings, and the pages at their end.</summary>
    internal IEnumerable<(string Name, string Value)> Named(string pages) => Settings.Append((PagesName, pages));

    /// <summary>Pages in short: "3-5,17".</summary>
    internal static string Pages(IEnumerable<int> ascending)
    {
        var runs = new List<(int First, int Last)>();
        foreach (var page in ascending)
        {
            if (runs.Count > 0 && runs[^1].Last == page - 1)
                runs[^1] = (runs[^1].First, page);
            else
                runs.Add((page, page));
        }
        return string.Join(',', runs.Select(r => r.First == r.Last ? $"{r.First}" : $"{r.First}-{r.Last}"));
    }

    private static void Check(string text, string parameter)
    {
        // Text in TIFF is ASCII, and semicolons separate the settings.
        if (string.IsNullOrEmpty(text) || text.Any(c => c is < ' ' or > '~' or ';'))
            throw new ArgumentException($"'{text}' must be printable ASCII without semicolons, and not empty.", parameter);
    }
}
