using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Assay;

/// <summary>
/// Focus over time: slow drift (Ornstein–Uhlenbeck) and jitter around best focus, interrupted by episodes out of focus.
/// Whether focus is lost is a two-state Markov chain that starts in its stationary state; an episode keeps its plane.
/// </summary>
internal sealed class FocusTrack(VideoOptions options, SimulationRandom random)
{
    private const double DriftMemory = 0.95; // from frame to frame

    private readonly FocusLoss _loss = new(options.OutOfFocusRate, options.MeanEpisodeFrames);
    private bool? _lost;
    private double _plane,
        _drift = options.FocusDriftMicrons * random.Normal();

    /// <summary>The next frame's distance from best focus in µm.</summary>
    public double Next()
    {
        _drift = DriftMemory * _drift + Math.Sqrt(1 - DriftMemory * DriftMemory) * options.FocusDriftMicrons * random.Normal();
        var wasLost = _lost ?? false;
        _lost = random.Chance(
            _lost switch
            {
                null => _loss.First,
                true => _loss.Stay,
                false => _loss.Enter,
            }
        );
        if (_lost.Value && !wasLost)
            _plane = options.PlanesMicrons[random.Integer(0, options.PlanesMicrons.Count - 1)];
        return _lost.Value ? random.Around(_plane, options.PlaneJitterMicrons) : random.Around(_drift, options.InFocusJitterMicrons);
    }
}
