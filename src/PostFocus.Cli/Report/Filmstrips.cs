using System.Buffers.Binary;
using System.Globalization;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Storage;
using PostFocus.Transforms.Gate;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Report;

/// <summary>What the page shows of a restored frame; numbers are empty where they are not known.</summary>
internal sealed class Filmstrip(FrameReport frame, int rank, byte[] png)
{
    public int Rank => rank;
    public string Sequence => frame.Sequence;
    public int Frame => frame.Frame;

    public string Verdict =>
        frame.Accepted switch
        {
            true => "accepted",
            false => "rejected",
            null => "not judged",
        };

    public string Class => $"{FocusMap.State(frame)}";

    public string Trust => CsvTable.Cell(frame.Trust);
    public string Spread => CsvTable.Cell(frame.MeanSpread);
    public string Probability => CsvTable.Cell(frame.ProbabilityOutOfFocus);
    public string ProbabilityAfter => CsvTable.Cell(frame.ProbabilityAfter);
    public string File => frame.File;
    public string Link => Links.To(frame.File);

    public string Facts =>
        string.Join(
            "; ",
            new[]
            {
                frame.Rejection is { } rejection ? Rejections.Describe(rejection) : null,
                Known("trust", frame.Trust, "0.000"),
                Known("probability of being out of focus", frame.ProbabilityOutOfFocus, "0.000"),
                Known("after restoration", frame.ProbabilityAfter, "0.000"),
                Known("estimated distance from focus in µm", frame.DefocusMicrons, "0.0"),
                frame.Neighbours is { } neighbours ? $"frames in focus looked at: {neighbours}" : null,
                Known("mean spread in counts", frame.MeanSpread, "0.##"),
                frame is { Cells: { } before, CellsAfter: { } after }
                    ? $"cells {before} as recorded, {after} restored ({frame.CellsLost} lost, {frame.CellsNew} new)"
                    : null,
                frame.IsStrange && frame.Rejection != GateRejection.Domain ? "unlike the frames that the networks learnt from" : null,
            }.OfType<string>()
        ) + ".";

    // Of the header that every PNG begins with.
    public int Width => BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16));
    public int Height => BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20));
    public string Picture => Convert.ToBase64String(png);

    private static string? Known(string name, float? value, string format) =>
        value is { } number ? $"{name} {number.ToString(format, CultureInfo.InvariantCulture)}" : null;
}

/// <summary>The restored frames that are shown.</summary>
/// <param name="Shown">The worst first.</param>
/// <param name="Rule">Which they are.</param>
internal sealed record Filmstrips(IReadOnlyList<Filmstrip> Shown, string Rule)
{
    /// <summary>Bytes that pictures may take in the page, so that it opens in seconds.</summary>
    public const long Room = 24L << 20;

    // Signature, and the chunk with width and height.
    private const int ShortestPng = 33;

    /// <param name="folder">The results of a run.</param>
    /// <param name="sequences">Its sequences.</param>
    /// <param name="findsCells">Whether pictures have a panel of cells.</param>
    public static Filmstrips Of(string folder, IReadOnlyList<SequenceLedger> sequences, bool findsCells)
    {
        var drawn = sequences.Sum(s => s.Frames.Count(f => f.Picture is not null));
        List<(FrameReport Frame, byte[] Png)> shown = [];
        var room = Room;
        FrameReport? lost = null;
        foreach (var frame in ByNeed(sequences))
        {
            if (Read(folder, frame.Picture!) is not { } png)
            {
                lost ??= frame;
                continue;
            }
            room -= (png.Length + 2L) / 3 * 4;
            if (room < 0)
                break;
            shown.Add((frame, png));
        }
        var restored = sequences.Sum(s => s.Restored);
        return new(
            [
                .. shown
                    .OrderBy(s => s.Frame, WorstFirst.Instance)
                    .ThenBy(s => s.Frame.Sequence, StringComparer.Ordinal)
                    .Select((s, i) => new Filmstrip(s.Frame, i, s.Png)),
            ],
            restored == 0
                ? "No frame was restored."
                : $"Shown: {shown.Count} of {Count(restored, "restored frame")}. A run draws up to four a sequence, those that the gate rejected or trusts least; this page takes as many as {Room >> 20} MB hold ({drawn} were drawn), one of every sequence first. More are in reports/*/overview.png. "
                    + "Recorded and restored have one grey scale; spread goes from black (none) to white (the frame's largest), change from black (darker) over grey (none) to white (brighter)."
                    + (
                        findsCells
                            ? " Outlines of cells: green where found alike before and after, blue as recorded alone, orange as restored alone."
                            : ""
                    )
                    + (
                        lost is null
                            ? ""
                            : $" Left out are pictures that {ResultNames.FramesTable} names and that are no PNG of {ResultNames.Pictures}/; the first is '{Wording.Shown(lost.Picture!)}'."
                    )
        );
    }

    /// <summary>The worst frame of each sequence, the worst of them first; then the second of each, and so on.</summary>
    private static IEnumerable<FrameReport> ByNeed(IEnumerable<SequenceLedger> sequences) =>
        sequences
            .SelectMany(s => s.Frames.Where(f => f.Picture is not null).Order(WorstFirst.Instance).Select((frame, rank) => (frame, rank)))
            .OrderBy(f => f.rank)
            .ThenBy(f => f.frame, WorstFirst.Instance)
            .Select(f => f.frame);

    /// <summary>A picture of the folder; null where there is none. A table may have been changed, so that it names any file.</summary>
    private static byte[]? Read(string folder, string picture)
    {
        var path = Path.Combine(folder, picture.Replace('/', Path.DirectorySeparatorChar));
        if (!RealPath.IsWithin(RealPath.Of(path), RealPath.Of(Path.Combine(folder, ResultNames.Pictures))) || !File.Exists(path))
            return null;
        RegularFile.Check(path, null);
        var png = File.ReadAllBytes(path);
        return png.Length >= ShortestPng && png.AsSpan(1).StartsWith("PNG\r\n"u8) ? png : null;
    }
}
