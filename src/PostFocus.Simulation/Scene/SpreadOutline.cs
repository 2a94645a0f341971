namespace PostFocus.Simulation;

/// <summary>
/// A cell that is pulled out between adhesions: its outline reaches furthest at each of them and runs inwards in an arc
/// between neighbours, the more the tighter its cortex is.
/// </summary>
internal sealed class SpreadOutline : Outline
{
    private const int Steps = 720;
    private const double TipAngle = 0.15; // rounds the tips of processes, rad
    private const double NarrowestWaist = 0.38; // room for the nucleus

    private readonly double[] _radius = new double[Steps];

    /// <param name="random">Where the shape comes from.</param>
    /// <param name="adhesions">Number of adhesions, 2 or more.</param>
    /// <param name="elongation">By how much further than those across the adhesions along the cell lie.</param>
    /// <param name="tension">How far arcs run inwards: 0 spirals from one adhesion to the next.</param>
    public SpreadOutline(SimulationRandom random, int adhesions, double elongation, double tension)
    {
        double[] angle = [.. Enumerable.Range(0, adhesions).Select(i => 2 * Math.PI * (i + random.Uniform(0, 0.44)) / adhesions)];
        double[] way = [.. angle.Select(a => random.Uniform(0.7, 1.6) * Math.Sqrt(Math.Pow(elongation * Math.Cos(a), 2) + Math.Pow(Math.Sin(a) / elongation, 2)))];
        double[] pull = [.. angle.Select(_ => tension * random.Uniform(0.4, 1.6))];
        var wobble = new HarmonicOutline(random, 12, 0.05);
        for (var i = 0; i < Steps; i++)
        {
            var theta = 2 * Math.PI * i / Steps;
            var k = Array.FindLastIndex(angle, a => a <= theta);
            var (from, to) = (k < 0 ? adhesions - 1 : k, (k + 1) % adhesions);
            var gap = angle[to] - angle[from] + (to <= from ? 2 * Math.PI : 0);
            var t = (theta - angle[from] + (k < 0 ? 2 * Math.PI : 0)) / gap;
            var ease = t * t * (3 - 2 * t);
            // |θ| near an adhesion, rounded: √(θ² + ε²).
            double before = Math.Sqrt(t * t + Square(TipAngle / gap)), after = Math.Sqrt((1 - t) * (1 - t) + Square(TipAngle / gap));
            var inwards = pull[from] * 4 * before * after / Square(before + after);
            var radius = wobble.Radius(Math.IEEERemainder(theta, 2 * Math.PI), 0) / ((1 - ease) / way[from] + ease / way[to] + inwards);
            _radius[i] = Math.Sqrt(radius * radius + NarrowestWaist * NarrowestWaist);
        }
        // A circle of radius 1 has the same area.
        var scale = 1 / Math.Sqrt(_radius.Average(Square));
        for (var i = 0; i < Steps; i++)
            _radius[i] *= scale;
        Extent = _radius.Max();
    }

    public override double Extent { get; }

    public override double Radius(double angle, double age)
    {
        var at = (angle / (2 * Math.PI) + 1) % 1 * Steps;
        var index = (int)at % Steps;
        return _radius[index] + (at - Math.Floor(at)) * (_radius[(index + 1) % Steps] - _radius[index]);
    }

    private static double Square(double value) => value * value;
}
