using PostFocus.Imaging;
using PostFocus.Imaging.Cells;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Scene;

namespace PostFocus.Simulation.Assay;

/// <summary>The cells of a frame: a table, and what each pixel shows.</summary>
public sealed class CellsTruth
{
    /// <summary>Half the gap across which two cells are in contact, µm: what a 20× objective does not resolve.</summary>
    public const double ContactMicrons = CellContacts.DefaultMicrons;

    private CellsTruth(IReadOnlyList<CellTruth> cells, Frame mask, Frame contacts) => (Cells, Mask, Contacts) = (cells, mask, contacts);

    /// <summary>The cells in the order of their numbers.</summary>
    public IReadOnlyList<CellTruth> Cells { get; }

    /// <summary>Number of the cell at each pixel, 0 where there is none; 8 bits, axes [y, x] like the frame.</summary>
    public Frame Mask { get; }

    /// <summary>1 where a pixel is within <see cref="ContactMicrons"/> of two cells, else 0; 8 bits, axes [y, x].</summary>
    public Frame Contacts { get; }

    internal static CellsTruth Of(Nanowell well, ComputingGrid grid, double focus)
    {
        var size = grid.CameraSize;
        var cells = well.Cells;
        float[] mask = new float[size * size],
            contacts = new float[size * size];
        var areas = new int[cells.Count];
        var touching = new bool[cells.Count, cells.Count];
        var near = new List<int>();
        for (var y = 0; y < size; y++)
        for (var x = 0; x < size; x++)
        {
            double px = grid.CameraPosition(x) - well.Centre.X,
                py = grid.CameraPosition(y) - well.Centre.Y;
            var (nearest, distance) = (-1, 1.0);
            near.Clear();
            for (var i = 0; i < cells.Count; i++)
            {
                var d = cells[i].Distance(px, py);
                if (d < distance)
                    (nearest, distance) = (i, d);
                if (d >= 1 + ContactMicrons / (cells[i].Radius * cells[i].Size))
                    continue;
                foreach (var j in near)
                {
                    contacts[y * size + x] = 1;
                    touching[i, j] = touching[j, i] = true;
                }
                near.Add(i);
            }
            if (nearest >= 0)
            {
                mask[y * size + x] = cells[nearest].Id;
                areas[nearest]++;
            }
        }
        return new CellsTruth(
            [
                .. cells.Select(
                    (cell, i) =>
                        new CellTruth(
                            cell.Id,
                            cell.Kind,
                            cell.State,
                            cell.Parent,
                            grid.CameraPixel(cell.X + well.Centre.X),
                            grid.CameraPixel(cell.Y + well.Centre.Y),
                            cell.Radius * cell.Size,
                            cell.Z,
                            focus - cell.Z,
                            areas[i],
                            [.. Enumerable.Range(0, cells.Count).Where(j => touching[i, j]).Select(j => cells[j].Id).Order()]
                        )
                ),
            ],
            new Frame(size, size, mask, PixelType.UInt8),
            new Frame(size, size, contacts, PixelType.UInt8)
        );
    }
}
