namespace PostFocus.Simulation;

/// <summary>
/// Cells crawl by persistent random walks: each keeps a heading that turns by diffusion, and takes a new one where a
/// wall or another cell is in the way. Their heights and shapes wander too.
/// </summary>
internal sealed class CellMotion
{
    private const double StepMinutes = 1; // short against the time in which headings turn
    private const double TurnPerRootMinute = 0.35; // rad: a heading lasts some 15 minutes

    private readonly Nanowell _well;
    private readonly SimulationRandom _random;
    private readonly double[] _heading, _speed, _height;

    public CellMotion(VideoOptions options, Nanowell well, SimulationRandom random)
    {
        (_well, _random) = (well, random);
        _heading = [.. well.Cells.Select(cell => random.Uniform(0, 2 * Math.PI))];
        _speed = [.. well.Cells.Select(cell => options.CellSpeed * random.Uniform(0.3, 1.7) * cell.Kind switch { CellKind.TCell => 1, CellKind.Bead => 0, _ => 0.2 })];
        _height = [.. well.Cells.Select(cell => cell.Z)];
    }

    public void Advance(double minutes)
    {
        var steps = (int)Math.Ceiling(minutes / StepMinutes);
        for (var step = 0; step < steps; step++)
            for (var i = 0; i < _heading.Length; i++)
                Advance(i, minutes / steps);
    }

    private void Advance(int i, double minutes)
    {
        var cell = _well.Cells[i];
        _heading[i] += TurnPerRootMinute * Math.Sqrt(minutes) * _random.Normal();
        var (sin, cos) = Math.SinCos(_heading[i]);
        // Speed changes from minute to minute: cells stop and go.
        var way = _speed[i] * minutes * _random.Uniform(0, 2);
        if (_well.HasRoom(cell, cell.X + way * cos, cell.Y + way * sin))
            (cell.X, cell.Y) = (cell.X + way * cos, cell.Y + way * sin);
        else
            _heading[i] = _random.Uniform(0, 2 * Math.PI);

        // A polarised cell turns into its heading; the others tumble slowly.
        cell.Angle += cell.Kind == CellKind.TCell
            ? 0.2 * minutes * Math.Sin(_heading[i] - cell.Angle)
            : 0.01 * Math.Sqrt(minutes) * _random.Normal();
        cell.Z = _height[i] + 0.97 * (cell.Z - _height[i]) + 0.1 * Math.Sqrt(minutes) * _random.Normal();
        cell.Age += minutes;
    }
}
