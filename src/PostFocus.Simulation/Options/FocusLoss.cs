namespace PostFocus.Simulation.Options;

/// <summary>When focus is lost and found again: a two-state Markov chain in its stationary state.</summary>
/// <param name="rate">Share of frames out of focus in the long run.</param>
/// <param name="meanEpisode">Mean number of frames for which focus stays lost.</param>
internal readonly struct FocusLoss(double rate, double meanEpisode)
{
    /// <summary>Chance that focus is lost in the first frame.</summary>
    public double First => rate;

    /// <summary>Chance that focus is lost in a frame after one in focus.</summary>
    public double Enter => rate / ((1 - rate) * meanEpisode);

    /// <summary>Chance that focus stays lost.</summary>
    public double Stay => 1 - 1 / meanEpisode;

    /// <summary>Chance that a video has more than a number of frames out of focus.</summary>
    public double ChanceOfMoreThan(int lost, int frames)
    {
        // chance[state, k]: in this state, with k frames lost so far; those with more are gone.
        double[] found = new double[lost + 1],
            away = new double[lost + 1];
        found[0] = 1 - First;
        if (lost > 0)
            away[1] = First;
        for (var t = 1; t < frames; t++)
        {
            double[] nextFound = new double[lost + 1],
                nextAway = new double[lost + 1];
            for (var k = 0; k <= lost; k++)
            {
                nextFound[k] = found[k] * (1 - Enter) + away[k] * (1 - Stay);
                if (k > 0)
                    nextAway[k] = found[k - 1] * Enter + away[k - 1] * Stay;
            }
            (found, away) = (nextFound, nextAway);
        }
        return 1 - found.Sum() - away.Sum();
    }
}
