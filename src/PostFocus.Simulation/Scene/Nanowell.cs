using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>One well of the assay: geometry, cells, debris, fibres, and the light that falls on it.</summary>
internal sealed class Nanowell
{
    private const double DepthMicrons = 15;
    private const double SingleScatteringSpacing = 3; // µm: below the depth of field of a 20×/0.45 objective

    private const int MostIds = byte.MaxValue; // masks have 8 bits

    private readonly NanowellOptions _options;
    private readonly double _wavelength,
        _indexContrast;
    private readonly WellGeometry _geometry;
    private readonly List<Cell> _cells = [];
    private readonly List<Debris> _debris = [];
    private readonly List<Fibre> _fibres = [];
    private int _lastId;

    public Nanowell(NanowellOptions options, double wavelength, SimulationRandom random, double variation)
    {
        _options = options;
        _wavelength = wavelength;
        _geometry = WellGeometry.Create(options, wavelength, random, variation);
        _indexContrast = options.CellIndexContrast * Math.Pow(2, random.Around(0, variation));
        var count = random.Integer(options.MinCells, options.MaxCells);
        for (var i = 0; i < count; i++)
        {
            var kind = options.CellKinds[random.Integer(0, options.CellKinds.Count - 1)];
            var cell = Cell.Create(kind, options, _indexContrast, random);
            if (TryPlace(cell, options.SideMicrons / 2, random))
                Add(cell);
        }
        for (var i = random.Poisson(options.MeanDebris); i > 0; i--)
            _debris.Add(
                new Debris(
                    random.Around(0, options.SideMicrons / 2),
                    random.Around(0, options.SideMicrons / 2),
                    random.Around(0, 6),
                    random.Uniform(0.3, 1.2),
                    options.DebrisStrength * random.Around(0.2, 0.7),
                    options.DebrisStrength * random.Uniform(0, 0.15)
                )
            );
        for (var i = random.Poisson(options.MeanFibres); i > 0; i--)
            _fibres.Add(new Fibre(random, options.SideMicrons / 2));
    }

    public IReadOnlyList<Cell> Cells => _cells;

    /// <summary>Where the well's centre lies in the field, µm from the field's own.</summary>
    public (double X, double Y) Centre => (_geometry.CentreX, _geometry.CentreY);

    /// <summary>Puts two daughters in the place of a cell, side by side along it, if there is room for them.</summary>
    public bool TryDivide(Cell mother, SimulationRandom random)
    {
        const double daughterSize = 0.7937; // half the volume
        if (_lastId + 2 > MostIds)
            return false;
        var (sin, cos) = Math.SinCos(mother.Angle);
        Cell[] daughters =
        [
            Cell.Create(mother.Kind, _options, _indexContrast, random),
            Cell.Create(mother.Kind, _options, _indexContrast, random),
        ];
        _cells.Remove(mother);
        foreach (var (daughter, side) in daughters.Zip([-1, 1]))
        {
            (daughter.Size, daughter.Roundness, daughter.Z, daughter.Parent) = (daughterSize, 1, mother.Z, mother.Id);
            var way = side * daughter.Reach;
            (daughter.X, daughter.Y) = (mother.X + way * cos, mother.Y + way * sin);
        }
        if (!daughters.All(d => HasRoom(d, d.X, d.Y)))
        {
            _cells.Add(mother);
            return false;
        }
        foreach (var daughter in daughters)
            Add(daughter);
        return true;
    }

    /// <summary>Whether two cells are as close as they may be, or nearly.</summary>
    public static bool Touch(Cell a, Cell b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2)) < 1.05 * (a.Reach + b.Reach);

    /// <summary>Whether a cell may be at a place: inside the walls, touching no other cell more than softly.</summary>
    public bool HasRoom(Cell cell, double x, double y)
    {
        if (_geometry.Distance(x, y) > -0.85 * cell.Reach)
            return false;
        foreach (var other in _cells)
            if (other != cell && Math.Sqrt(Math.Pow(other.X - x, 2) + Math.Pow(other.Y - y, 2)) < 0.9 * (other.Reach + cell.Reach))
                return false;
        return true;
    }

    /// <summary>The scene at this instant.</summary>
    /// <param name="size">Grid points a side.</param>
    /// <param name="pixel">Grid pixel in µm.</param>
    /// <param name="sliceMicrons">Spacing of its layers, for light that is propagated through them; 0 for single scattering.</param>
    public LayeredScene Draw(int size, double pixel, double sliceMicrons)
    {
        var spacing = sliceMicrons > 0 ? sliceMicrons : SingleScatteringSpacing;
        var scene = new LayeredScene(size, pixel, (int)Math.Ceiling(DepthMicrons / spacing), spacing);
        _geometry.Draw(scene);
        foreach (var cell in _cells)
            cell.Draw(scene, _wavelength, _geometry.CentreX, _geometry.CentreY);
        foreach (var debris in _debris)
            debris.Draw(scene);
        foreach (var fibre in _fibres)
            fibre.Draw(scene);
        return scene;
    }

    private void Add(Cell cell)
    {
        cell.Id = ++_lastId;
        _cells.Add(cell);
    }

    private bool TryPlace(Cell cell, double half, SimulationRandom random)
    {
        for (var attempt = 0; attempt < 60; attempt++)
        {
            (cell.X, cell.Y) = (random.Around(0, half), random.Around(0, half));
            if (HasRoom(cell, cell.X, cell.Y))
                return true;
        }
        return false;
    }
}
