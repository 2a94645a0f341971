using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Segment;

/// <summary>Where the cells of frames come from.</summary>
internal interface ICellSource : IDisposable
{
    /// <summary>The pixel size that it knows, µm; null where it knows none.</summary>
    double? PixelMicrons { get; }

    /// <summary>Whether a frame went through it: what it says before is of itself and not of the frame.</summary>
    bool IsReady { get; }

    /// <summary>The frames of a part, one after the other: each result is asked for at its turn, and fails alone.</summary>
    IEnumerable<Func<FoundCells>> Segment(ScannedPart part);
}

/// <summary>The cells of a frame.</summary>
/// <param name="Frame">As it was recorded.</param>
/// <param name="Labels">The number of the cell at each pixel, 0 where there is none.</param>
/// <param name="Score">How sure a cell is, by its number.</param>
/// <param name="Intensity">Counts that are shown black and white.</param>
internal sealed record FoundCells(Frame Frame, Frame Labels, Func<int, float> Score, (float Black, float White) Intensity);
