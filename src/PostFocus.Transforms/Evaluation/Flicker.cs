namespace PostFocus.Transforms.Evaluation;

/// <summary>
/// What changes from frame to frame beside the truth: mean |(frame − frame before) − (truth − truth before)| over the pixels,
/// as a share of the intensity range. Frames are consecutive where the next row has the next index of the same sequence.
/// </summary>
internal sealed class Flicker
{
    private readonly Dictionary<string, RunningStatistics> _sequences = [];
    private string? _sequence;
    private int _index;
    private float[] _errors = [];

    /// <summary>Over sequences, of each sequence's mean over its pairs of frames.</summary>
    public MetricStatistics Statistics
    {
        get
        {
            var overSequences = new RunningStatistics();
            foreach (var sequence in _sequences.Values)
                overSequences.Add(sequence.Statistics.Mean);
            return overSequences.Statistics;
        }
    }

    public void Add(string sequence, int index, ReadOnlySpan<float> frame, ReadOnlySpan<float> truth)
    {
        // Changes of the frame less those of the truth are changes of the error.
        var errors = new float[frame.Length];
        for (var i = 0; i < errors.Length; i++)
            errors[i] = frame[i] - truth[i];
        if (sequence == _sequence && index == _index + 1 && errors.Length == _errors.Length)
        {
            if (!_sequences.TryGetValue(sequence, out var statistics))
                _sequences.Add(sequence, statistics = new());
            statistics.Add(errors.Zip(_errors, (now, before) => Math.Abs((double)now - before)).Average());
        }
        (_sequence, _index, _errors) = (sequence, index, errors);
    }
}
