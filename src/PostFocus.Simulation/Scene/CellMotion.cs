using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// Cells crawl by persistent random walks: each keeps a heading that turns by diffusion, and takes a new one where a
/// wall or another cell is in the way. Their heights and shapes wander too. Effector cells may be drawn to targets, and
/// stay with them.
/// </summary>
internal sealed class CellMotion
{
    private const double TurnPerRootMinute = 0.35; // rad: a heading lasts some 15 minutes
    private const double ScentMicrons = 20; // how far an effector notices a target

    private readonly VideoOptions _options;
    private readonly Nanowell _well;
    private readonly SimulationRandom _random;
    private readonly Dictionary<Cell, Walk> _walks;

    public CellMotion(VideoOptions options, Nanowell well, SimulationRandom random)
    {
        (_options, _well, _random) = (options, well, random);
        double[] headings = [.. well.Cells.Select(_ => Heading(random))];
        double[] speeds = [.. well.Cells.Select(cell => Speed(cell, random))];
        _walks = well.Cells.Index().ToDictionary(c => c.Item, c => new Walk(headings[c.Index], speeds[c.Index], c.Item.Z));
    }

    /// <summary>Moves all cells; the time is short against that in which headings turn.</summary>
    public void Advance(double minutes)
    {
        foreach (var cell in _well.Cells)
            Advance(cell, WalkOf(cell), minutes);
    }

    private void Advance(Cell cell, Walk walk, double minutes)
    {
        walk.Heading += TurnPerRootMinute * Math.Sqrt(minutes) * _random.Normal();
        var stays = cell.State == CellState.Alive ? Attract(cell, walk, minutes) : 1;
        var (sin, cos) = Math.SinCos(walk.Heading);
        // Speed changes from minute to minute: cells stop and go.
        var way = (1 - stays) * walk.Speed * minutes * _random.Uniform(0, 2);
        if (_well.HasRoom(cell, cell.X + way * cos, cell.Y + way * sin))
            (cell.X, cell.Y) = (cell.X + way * cos, cell.Y + way * sin);
        else
            walk.Heading = Heading(_random);

        // A polarised cell turns into its heading; the others tumble slowly.
        cell.Angle +=
            cell.Kind == CellKind.TCell
                ? 0.2 * minutes * Math.Sin(walk.Heading - cell.Angle)
                : 0.01 * Math.Sqrt(minutes) * _random.Normal();
        cell.Z = walk.Height + 0.97 * (cell.Z - walk.Height) + 0.1 * Math.Sqrt(minutes) * _random.Normal();
        if (cell.State == CellState.Alive)
            cell.Reshape(minutes, _random);
        // The outline of a dead cell boils.
        cell.Age += cell.State == CellState.Dead ? 5 * minutes : minutes;
    }

    /// <summary>Turns an effector towards the nearest target that it notices.</summary>
    /// <returns>The share of its way that it does not go, because it is there.</returns>
    private double Attract(Cell cell, Walk walk, double minutes)
    {
        if (_options.EffectorAffinity == 0 || cell.Kind != CellKind.TCell)
            return 0;
        var target = _well
            .Cells.Where(c => CellLife.IsTarget(c) && Distance(cell, c) - c.Reach - cell.Reach < ScentMicrons)
            .MinBy(c => Distance(cell, c));
        if (target is null)
            return 0;
        var towards = Math.Atan2(target.Y - cell.Y, target.X - cell.X);
        walk.Heading += Math.Min(1, 0.5 * minutes * _options.EffectorAffinity) * Math.Sin(towards - walk.Heading);
        return Nanowell.Touch(cell, target) ? _options.EffectorAffinity : 0;
    }

    private Walk WalkOf(Cell cell)
    {
        if (!_walks.TryGetValue(cell, out var walk))
            _walks.Add(cell, walk = new Walk(Heading(_random), Speed(cell, _random), cell.Z));
        return walk;
    }

    private static double Distance(Cell a, Cell b) => Math.Sqrt(Math.Pow(a.X - b.X, 2) + Math.Pow(a.Y - b.Y, 2));

    private static double Heading(SimulationRandom random) => random.Uniform(0, 2 * Math.PI);

    private double Speed(Cell cell, SimulationRandom random) =>
        _options.CellSpeed
        * random.Uniform(0.3, 1.7)
        * cell.Kind switch
        {
            CellKind.TCell => 1,
            CellKind.Bead => 0,
            _ => 0.2,
        };

    private sealed class Walk(double heading, double speed, double height)
    {
        public double Heading { get; set; } = heading;

        public double Speed { get; } = speed;

        public double Height { get; } = height;
    }
}
