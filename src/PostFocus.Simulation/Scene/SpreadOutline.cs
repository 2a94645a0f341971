using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Scene;

/// <summary>
/// A cell that is pulled out between adhesions: its outline reaches furthest at each of them and runs inwards in an arc
/// between neighbours, the more the tighter its cortex is.
/// </summary>
internal sealed class SpreadOutline : Outline
{
    private const int Steps = 720;
    private const double TipAngle = 0.15; // rounds the tips of processes, rad
    private const double NarrowestWaist = 0.38; // room for the nucleus

    private const double MemoryMinutes = 60; // how long a process keeps its length
    private const double ReachSpread = 0.25,
        TensionSpread = 0.2; // of the logarithms of reach and tension
    private const double TurnSpread = 0.08,
        TurnLimit = 0.15; // rad; adhesions do not overtake each other
    private const double RetractionsPerMinute = 1 / 90.0;
    private const double Retraction = 0.6; // of the logarithm: an adhesion lets go at once and grows back slowly

    private readonly Adhesion[] _adhesions;
    private readonly HarmonicOutline _wobble;
    private readonly double[] _radius = new double[Steps];
    private double _age,
        _roundness;
    private double _tension; // of the cortex, as a logarithm over that at first

    /// <param name="random">Where the shape comes from.</param>
    /// <param name="adhesions">Number of adhesions, 2 or more.</param>
    /// <param name="elongation">By how much further than those across the adhesions along the cell lie.</param>
    /// <param name="tension">How far arcs run inwards: 0 spirals from one adhesion to the next.</param>
    public SpreadOutline(SimulationRandom random, int adhesions, double elongation, double tension)
    {
        double[] angle = [.. Enumerable.Range(0, adhesions).Select(i => 2 * Math.PI * (i + random.Uniform(0, 0.44)) / adhesions)];
        double[] way =
        [
            .. angle.Select(a =>
                random.Uniform(0.7, 1.6) * Math.Sqrt(Math.Pow(elongation * Math.Cos(a), 2) + Math.Pow(Math.Sin(a) / elongation, 2))
            ),
        ];
        double[] pull = [.. angle.Select(_ => tension * random.Uniform(0.4, 1.6))];
        _adhesions = [.. Enumerable.Range(0, adhesions).Select(k => new Adhesion(angle[k], way[k], pull[k]))];
        _wobble = new HarmonicOutline(random, 12, 0.05);
        Draw();
    }

    public override double Extent => _radius.Max();

    /// <summary>0 for its own shape, 1 for a circle.</summary>
    public double Roundness
    {
        get => _roundness;
        set
        {
            if (value == _roundness)
                return;
            _roundness = value;
            Draw();
        }
    }

    /// <summary>
    /// Processes grow, shrink and turn around the shape that the cell began with, and now and then one lets go.
    /// </summary>
    public void Advance(double minutes, SimulationRandom random)
    {
        _age += minutes;
        var fade = Math.Exp(-minutes / MemoryMinutes);
        var kick = Math.Sqrt(1 - fade * fade);
        foreach (var adhesion in _adhesions)
        {
            adhesion.Reach = fade * adhesion.Reach + kick * ReachSpread * random.Normal();
            adhesion.Turn = Math.Clamp(fade * adhesion.Turn + kick * TurnSpread * random.Normal(), -TurnLimit, TurnLimit);
        }
        _tension = fade * _tension + kick * TensionSpread * random.Normal();
        if (random.Chance(1 - Math.Exp(-minutes * RetractionsPerMinute)))
            _adhesions[random.Integer(0, _adhesions.Length - 1)].Reach -= Retraction;
        Draw();
    }

    public override double Radius(double angle, double age)
    {
        var at = (angle / (2 * Math.PI) + 1) % 1 * Steps;
        var index = (int)at % Steps;
        return _radius[index] + (at - Math.Floor(at)) * (_radius[(index + 1) % Steps] - _radius[index]);
    }

    private void Draw()
    {
        double[] angle = [.. _adhesions.Select(a => a.AngleNow)],
            way = [.. _adhesions.Select(a => a.WayNow)],
            pull = [.. _adhesions.Select(a => a.Pull * Math.Exp(_tension))];
        for (var i = 0; i < Steps; i++)
        {
            var theta = 2 * Math.PI * i / Steps;
            var k = Array.FindLastIndex(angle, a => a <= theta);
            var (from, to) = (k < 0 ? angle.Length - 1 : k, (k + 1) % angle.Length);
            var gap = angle[to] - angle[from] + (to <= from ? 2 * Math.PI : 0);
            var t = (theta - angle[from] + (k < 0 ? 2 * Math.PI : 0)) / gap;
            var ease = t * t * (3 - 2 * t);
            // |θ| near an adhesion, rounded: √(θ² + ε²).
            double before = Math.Sqrt(t * t + Square(TipAngle / gap)),
                after = Math.Sqrt((1 - t) * (1 - t) + Square(TipAngle / gap));
            var inwards = pull[from] * 4 * before * after / Square(before + after);
            var radius = _wobble.Radius(Math.IEEERemainder(theta, 2 * Math.PI), _age) / ((1 - ease) / way[from] + ease / way[to] + inwards);
            _radius[i] = Math.Sqrt(radius * radius + NarrowestWaist * NarrowestWaist);
        }
        // A circle of radius 1 has the same area.
        var scale = 1 / Math.Sqrt(_radius.Average(Square));
        for (var i = 0; i < Steps; i++)
            _radius[i] = (1 - _roundness) * (_radius[i] * scale) + _roundness;
    }

    private static double Square(double value) => value * value;

    /// <summary>
    /// Where the outline reaches out, how far, and how tight the arc after it is; and how much it has turned and grown since.
    /// </summary>
    private sealed class Adhesion(double angle, double way, double pull)
    {
        public double Pull { get; } = pull;
        public double Turn { get; set; }
        public double Reach { get; set; }

        public double AngleNow => Math.Clamp(angle + Turn, 0, 2 * Math.PI);
        public double WayNow => way * Math.Exp(Reach);
    }
}
