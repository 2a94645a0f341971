using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.EmptyWells;

/// <summary>What wells with one cell each say of the test.</summary>
/// <param name="Height">Rows of a frame.</param>
/// <param name="Width">Columns of a frame.</param>
/// <param name="Test">Fitted to their cells.</param>
/// <param name="Cells">In so many frames.</param>
/// <param name="Found">How many of them it finds when they are restored and taken out of their truth.</param>
internal sealed record Control(int Height, int Width, CellLikeTest Test, int Cells, int Found)
{
    /// <param name="frames">Of wells with one cell each, restored.</param>
    /// <param name="empty">Folder of the same wells, simulated without a cell.</param>
    public static Control Of(IEnumerable<EmptyWellRow> frames, string empty)
    {
        (CellImage Cell, EmptyWellRow Frame)[] cells =
        [
            .. from frame in frames
            let mask = CellPixels.Read(frame.Path)
            where mask is not null
            let without = FrameFile.Read(Path.Combine(empty, "reference", frame.Sequence, Path.GetFileName(frame.Path)))
            select (CellImage.Of(frame.Reference, mask, without, frame.Range), frame),
        ];
        var test = CellLikeTest.Fit([.. cells.Select(c => c.Cell)]);
        (var height, var width) = (cells[0].Cell.Height, cells[0].Cell.Width);
        return new(
            height,
            width,
            test,
            cells.Length,
            cells.Count(c => test.Count(c.Frame.Restored, c.Cell.WithoutCell, height, width, c.Frame.Range) > 0)
        );
    }
}
