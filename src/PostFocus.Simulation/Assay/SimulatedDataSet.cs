using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Simulation.Assay;

/// <summary>Simulated frames as a folder of files with their truth.</summary>
/// <remarks>
/// Beside the frames: <c>reference/</c>, the same instants in focus and without noise; <c>masks/</c>, the number of the
/// cell at each pixel; <c>contacts/</c>, where two cells meet; <c>truth.csv</c>, a <see cref="Manifest"/> of all frames;
/// <c>cells.csv</c>, a row for each cell in each frame (<see cref="CellTruth"/>).
/// </remarks>
public static class SimulatedDataSet
{
    private static readonly string[] s_cellColumns =
    [
        "sequence",
        "frame",
        "cell",
        "kind",
        "state",
        "parent",
        "x_px",
        "y_px",
        "radius_um",
        "height_um",
        "defocus_um",
        "area_px",
        "touches",
    ];

    /// <summary>Writes a data set into <paramref name="folder"/>, which appears whole or not at all.</summary>
    /// <param name="folder">Folder to make; it must not exist, or be empty.</param>
    /// <param name="frames">The frames.</param>
    /// <param name="layout">Where the frames go.</param>
    /// <param name="onFrame">Called after each frame was written, for progress.</param>
    /// <param name="format">Of the recorded frames; their truth is TIFF.</param>
    /// <param name="ct">Stops the writing; what was written is removed.</param>
    /// <exception cref="IOException">The folder exists and is not empty, or cannot be written.</exception>
    /// <exception cref="ArgumentException">
    /// The layout is for 8-bit frames, and a frame has more; or it is that of TIMING, whose frames are TIFF, and the format another.
    /// </exception>
    public static void Write(
        string folder,
        IEnumerable<SimulatedFrame> frames,
        DataSetLayout layout = DataSetLayout.Folders,
        Action<SimulatedFrame>? onFrame = null,
        DataSetFormat format = DataSetFormat.Tiff,
        CancellationToken ct = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        ArgumentNullException.ThrowIfNull(frames);
        if (layout == DataSetLayout.Timing && format != DataSetFormat.Tiff)
            throw new ArgumentException("The frames of a TIMING assay are TIFF files.", nameof(format));
        WholeFolder.Write(folder, temporary => WriteInto(temporary, frames, layout, format, onFrame, ct));
    }

    private static void WriteInto(
        string folder,
        IEnumerable<SimulatedFrame> frames,
        DataSetLayout layout,
        DataSetFormat format,
        Action<SimulatedFrame>? onFrame,
        CancellationToken ct
    )
    {
        var rows = new List<ManifestRow>();
        var cells = new List<string[]>();
        foreach (var frame in frames)
        {
            ct.ThrowIfCancellationRequested();
            var place = Place.Of(frame, layout);
            var path =
                format == DataSetFormat.Png
                    ? Write(folder, Path.ChangeExtension(place.Frame, ".png"), frame.Frame, FrameFile.WritePng)
                    : Write(folder, place.Frame, frame.Frame);
            var reference = Write(folder, $"reference/{place.Truth}", frame.Reference);
            var mask = Write(folder, $"masks/{place.Truth}", frame.Cells.Mask);
            Write(folder, $"contacts/{place.Truth}", frame.Cells.Contacts);
            rows.Add(
                new ManifestRow(path, frame.Sequence, place.Index, frame.OutOfFocus, reference, frame.DefocusMicrons, frame.PixelMicrons)
                {
                    MaskPath = mask,
                }
            );
            cells.AddRange(frame.Cells.Cells.Select(cell => Row(frame.Sequence, place.Index, cell)));
            onFrame?.Invoke(frame);
        }
        Manifest.Write(Path.Combine(folder, Manifest.OfDataSet), rows);
        CsvTable.Write(Path.Combine(folder, "cells.csv"), s_cellColumns, cells);
    }

    private static string Write(string folder, string name, Frame image) =>
        Write(folder, name, image, (path, frame) => FrameFile.WriteTiff(path, [frame]));

    private static string Write(string folder, string name, Frame image, Action<string, Frame> write)
    {
        var path = Path.Combine(folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        write(path, image);
        return path;
    }

    private static string[] Row(string sequence, int frame, CellTruth cell) =>
        [
            Cell(sequence),
            Cell(frame),
            Cell(cell.Id),
            cell.Kind.ToString().ToLowerInvariant(),
            cell.State.ToString().ToLowerInvariant(),
            Cell(cell.Parent),
            Cell(cell.X),
            Cell(cell.Y),
            Cell(cell.RadiusMicrons),
            Cell(cell.HeightMicrons),
            Cell(cell.DefocusMicrons),
            Cell(cell.AreaPixels),
            string.Join(';', cell.Touches),
        ];

    /// <summary>Where a frame goes, '/'-separated, and the number it has there.</summary>
    private readonly record struct Place(string Frame, string Truth, int Index)
    {
        public static Place Of(SimulatedFrame frame, DataSetLayout layout)
        {
            if (layout == DataSetLayout.Folders)
                return new Place(
                    $"frames/{frame.Sequence}/t{frame.FrameIndex:000}.tif",
                    $"{frame.Sequence}/t{frame.FrameIndex:000}.tif",
                    frame.FrameIndex
                );
            if (frame.Frame.PixelType != PixelType.UInt8)
                throw new ArgumentException(
                    $"The frames of a TIMING assay have 8 bits, but {frame.Sequence} has {frame.Frame.PixelType}. Simulate an 8-bit camera."
                );
            var well = $"imgNo{frame.Well + 1}";
            return new Place(
                $"B1/images/crops_8bit_s/{well}CH0/{well}CH0_t{frame.FrameIndex + 1}.tif",
                $"{frame.Sequence}/t{frame.FrameIndex + 1:000}.tif",
                frame.FrameIndex + 1
            );
        }
    }
}
