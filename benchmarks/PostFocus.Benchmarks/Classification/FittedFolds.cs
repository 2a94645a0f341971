using System.Text.Json;
using PostFocus.Imaging.Storage;

namespace PostFocus.Benchmarks.Classification;

/// <summary>What is kept of a contestant's training: a model zip a fold and how long each took.</summary>
/// <param name="Seconds">Of each fold's training.</param>
/// <param name="Accuracies">On each fold's held-out wells.</param>
internal sealed record FittedFolds(IReadOnlyList<double> Seconds, IReadOnlyList<double> Accuracies)
{
    public static string Model(string folder, string contestant, int fold) => Path.Combine(folder, contestant, $"fold{fold}.zip");

    /// <summary>Null where the contestant has not been trained yet.</summary>
    public static FittedFolds? Read(string folder, string contestant) =>
        File.Exists(Index(folder, contestant))
            ? JsonSerializer.Deserialize<FittedFolds>(File.ReadAllText(Index(folder, contestant)))
            : null;

    /// <summary>Written last, so that a contestant that has it is complete.</summary>
    public void Write(string folder, string contestant) =>
        FileSafety.WriteWhole(Index(folder, contestant), path => File.WriteAllText(path, JsonSerializer.Serialize(this)));

    private static string Index(string folder, string contestant) => Path.Combine(folder, contestant, "folds.json");
}
