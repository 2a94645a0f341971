using PostFocus.Cli.Results;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Run;

/// <summary>The pictures of a sequence's restored frames. They take megabytes, so it goes when they are written.</summary>
internal sealed class SequencePictures
{
    private readonly OverviewPicture _overview = new();
    private readonly WorstPictures _worst = new();

    /// <summary>Offers a restored frame.</summary>
    /// <param name="report">What is told of it.</param>
    /// <param name="row">Its pixels.</param>
    /// <param name="frame">Its size.</param>
    /// <param name="rejected">Whether it keeps its recorded pixels.</param>
    public void Add(FrameReport report, ProcessedRows row, ScannedFrame frame, bool rejected)
    {
        _worst.Add(report, row.Frame, row.Restored, row.Spread, frame.Height, frame.Width, row.RecordedCells, row.RestoredCells);
        _overview.Add(frame.Index, row.Frame, row.Restored, row.Spread, frame.Height, frame.Width, rejected);
    }

    /// <summary>Writes them; at least one frame must have been offered.</summary>
    /// <returns>Frames that have a picture of their own, and where it is.</returns>
    public IEnumerable<(int Frame, string Path)> Write(RunOutputs outputs, FrameSequence sequence)
    {
        _overview.Write(outputs.Inside(outputs.Picture(sequence)));
        return _worst.Write(outputs.WorstPictures(sequence).Select(outputs.Inside));
    }
}
