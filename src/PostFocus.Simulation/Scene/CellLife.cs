using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// Division and death, both Poisson processes with the rates that are asked for. A dividing cell rounds up, and its
/// daughters of half its volume grow to full size; a dead one shrinks and stays.
/// </summary>
internal sealed class CellLife(VideoOptions options, Nanowell well, SimulationRandom random)
{
    private const double MinutesOfADay = 1440,
        MinutesOfAnHour = 60;
    private const double RoundingMinutes = 30,
        MitosisMinutes = 40; // from rounding up to two daughters
    private const double GrowthMinutes = 720; // until daughters are full-grown, and may divide
    private const double ShrinkingMinutes = 45,
        DeadSize = 0.75,
        DeadDensity = 1.8;

    private readonly Dictionary<Cell, double> _since = []; // minutes since a cell began to divide or to die

    public static bool IsTarget(Cell cell) =>
        cell.State != CellState.Dead && cell.Kind is CellKind.Nalm6 or CellKind.Skov3 or CellKind.Adherent;

    public void Advance(double minutes)
    {
        // Those that are born now begin with the next step.
        foreach (var cell in well.Cells.Where(c => c.Kind != CellKind.Bead).ToArray())
        {
            switch (cell.State)
            {
                case CellState.Alive:
                    Live(cell, minutes);
                    break;
                case CellState.Dividing:
                    Divide(cell, minutes);
                    break;
                default:
                    Fade(cell, minutes);
                    break;
            }
        }
    }

    private void Live(Cell cell, double minutes)
    {
        cell.Roundness = Math.Max(0, cell.Roundness - minutes / RoundingMinutes);
        cell.Size = Math.Min(1, cell.Size + 0.21 * minutes / GrowthMinutes);
        var killers = IsTarget(cell)
            ? well.Cells.Count(c => c is { Kind: CellKind.TCell, State: CellState.Alive } && Nanowell.Touch(c, cell))
            : 0;
        var dies = random.Chance(
            Chance(minutes, options.DeathsPerDay / MinutesOfADay + killers * options.KillsPerContactHour / MinutesOfAnHour)
        );
        var divides = random.Chance(Chance(minutes, options.DivisionsPerDay / MinutesOfADay)) && cell.Size == 1;
        if (dies || divides)
            (cell.State, _since[cell]) = (dies ? CellState.Dead : CellState.Dividing, 0);
    }

    /// <summary>Where daughters find no room, the cell waits.</summary>
    private void Divide(Cell cell, double minutes)
    {
        var time = _since[cell] += minutes;
        cell.Roundness = Math.Min(1, time / RoundingMinutes);
        if (time < MitosisMinutes)
            return;
        for (var attempt = 0; attempt < 8; attempt++)
        {
            if (well.TryDivide(cell, random))
            {
                _since.Remove(cell);
                return;
            }
            cell.Angle = random.Uniform(0, 2 * Math.PI);
        }
    }

    private void Fade(Cell cell, double minutes)
    {
        var before = Math.Min(1, _since[cell] / ShrinkingMinutes);
        var now = Math.Min(1, (_since[cell] += minutes) / ShrinkingMinutes);
        cell.Size *= (1 - (1 - DeadSize) * now) / (1 - (1 - DeadSize) * before);
        cell.Density = 1 + (DeadDensity - 1) * now;
        cell.Roundness = Math.Max(cell.Roundness, now);
    }

    private static double Chance(double minutes, double perMinute) => 1 - Math.Exp(-minutes * perMinute);
}
