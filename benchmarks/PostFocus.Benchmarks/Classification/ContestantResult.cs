using System.Text.Json;
using PostFocus.Imaging.Storage;

namespace PostFocus.Benchmarks.Classification;

/// <summary>What a model says of frames, in the order of the data.</summary>
/// <param name="Score">The logit, or what stands for it.</param>
/// <param name="Probability">Of being out of focus.</param>
/// <param name="Calls">A character a frame: 1 where it is called out of focus, else 0.</param>
internal sealed record Verdicts(IReadOnlyList<float> Score, IReadOnlyList<float> Probability, string Calls)
{
    public static Verdicts Of(IReadOnlyCollection<ScoredFrame> frames) =>
        new(
            [.. frames.Select(f => f.Score)],
            [.. frames.Select(f => f.Probability)],
            string.Concat(frames.Select(f => f.PredictedLabel ? '1' : '0'))
        );

    /// <summary>With the frames that they are of.</summary>
    public IReadOnlyList<ScoredFrame> Join(IReadOnlyList<TestFrame> frames) =>
        [
            .. frames.Select(
                (frame, i) =>
                    new ScoredFrame
                    {
                        Path = frame.Path,
                        Sequence = frame.Sequence,
                        Label = frame.Label,
                        TrueDefocusMicrons = frame.TrueDefocusMicrons,
                        Score = Score[i],
                        Probability = Probability[i],
                        PredictedLabel = Calls[i] == '1',
                    }
            ),
        ];
}

/// <summary>
/// What a contestant did, so that a report needs its models no more: they are large, and training them takes hours.
/// </summary>
/// <param name="Name">The contestant's.</param>
/// <param name="Data">What it was trained and tested on, as <see cref="Protocol.Fingerprint"/> tells it.</param>
/// <param name="Seconds">Of each fold's training.</param>
/// <param name="Megabytes">Of a model zip.</param>
/// <param name="FramesPerSecond">Files read, after a first pass.</param>
/// <param name="Folds">What each fold's model says of the test frames.</param>
/// <param name="Sweep">What the first fold's says of the wells in many planes; of none without them.</param>
internal sealed record ContestantResult(
    string Name,
    string Data,
    IReadOnlyList<double> Seconds,
    double Megabytes,
    double FramesPerSecond,
    IReadOnlyList<Verdicts> Folds,
    Verdicts Sweep
)
{
    /// <summary>Null where the contestant has no result yet.</summary>
    /// <exception cref="InvalidDataException">It is of other data.</exception>
    public static ContestantResult? Read(string folder, string name, string data)
    {
        var path = PathOf(folder, name);
        if (!File.Exists(path))
            return null;
        var result = JsonSerializer.Deserialize<ContestantResult>(File.ReadAllText(path))!;
        return result.Data == data
            ? result
            : throw new InvalidDataException(
                $"'{path}' is of other data: make them by the command in benchmarks/README.md, or give another --results."
            );
    }

    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        FileSafety.WriteWhole(PathOf(folder, Name), path => File.WriteAllText(path, JsonSerializer.Serialize(this)));
    }

    private static string PathOf(string folder, string name) => Path.Combine(folder, name + ".json");
}
