using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Pictures;

namespace PostFocus.Benchmarks.Segmentation;

/// <summary>
/// Wells with outlines, a column a well: the true cells, and what was found in focus, out of focus and restored.
/// </summary>
internal static class SegmentationPictures
{
    private const int Wells = 8,
        Gap = 4,
        Enlarged = 2;
    private const byte Background = 32;

    public static void Draw(string path, IReadOnlyList<ShownCells> shown)
    {
        var montage = new Montage(Gap, Background);
        var wells = shown.GroupBy(s => s.Well).Where(w => w.Any(s => s.Truth.Counts.Any(c => c > 0))).Take(Wells).ToArray();
        ShownCells[] all = [.. wells.SelectMany(w => w)];
        AddRow(SegmentedState.InFocus, s => s.Truth);
        foreach (var state in new[] { SegmentedState.InFocus, SegmentedState.OutOfFocus, SegmentedState.Restored })
            AddRow(state, s => s.Found);
        montage.WriteRgb(path);

        void AddRow(string state, Func<ShownCells, PostFocus.Imaging.Frame> cells)
        {
            ShownCells[] row = [.. all.Where(s => s.State == state)];
            if (row.Length > 0)
                montage.AddRow(row[0].Image.Height * Enlarged, row[0].Image.Width * Enlarged, [.. row.Select(s => Outlined(s, cells(s)))]);
        }
    }

    private static Tile Outlined(ShownCells shown, PostFocus.Imaging.Frame cells)
    {
        var map = IntensityMap.Fit([shown.Image]);
        return OutlinedFrame.Of(shown.Image, map.Black, map.White, cells, Enlarged);
    }
}
