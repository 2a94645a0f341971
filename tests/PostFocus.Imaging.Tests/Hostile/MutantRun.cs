using System.Collections.Concurrent;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Tries many mutants on all cores.</summary>
internal sealed class MutantRun(IReadOnlyList<Original> family, int seed, int mutants) : IDisposable
{
    private readonly TemporaryFolder _folder = new(TemporaryFolder.Memory);
    private readonly ConcurrentDictionary<int, long> _begun = new();
    private readonly Lock _lock = new();
    private TimeSpan _longest;
    private double _mostMemory;

    public long Passed { get; private set; }

    public long Refused { get; private set; }

    /// <summary>Ends when all are tried, or with an error that names the mutant.</summary>
    public async Task Finish(TimeSpan hang)
    {
        var work = Task.Run(() => Parallel.For(0, mutants, Try));
        while (await Task.WhenAny(work, Task.Delay(TimeSpan.FromSeconds(1))) != work)
            foreach (var (number, begun) in _begun)
                if (TimeSpan.FromMilliseconds(Environment.TickCount64 - begun) > hang)
                    throw Failure(
                        number,
                        Mutant.Make(family, seed, number),
                        new TimeoutException($"It did not come back within {hang.TotalSeconds} s.")
                    );
        await work;
    }

    public void Dispose() => _folder.Dispose();

    public override string ToString() =>
        $"{Passed} steps passed, {Refused} were refused; the longest took {_longest.TotalMilliseconds:F0} ms; at most {_mostMemory:P0} of the bound of memory";

    private void Try(int number)
    {
        var mutant = Mutant.Make(family, seed, number);
        _begun[number] = Environment.TickCount64;
        try
        {
            var trial = Try(mutant);
            // On a busy machine anything can take long once.
            if (trial.Longest > Trial.MostTime && Try(mutant).Longest > Trial.MostTime)
                throw new TimeoutException($"A step took {trial.Longest.TotalSeconds:F1} s, and again.");
            lock (_lock)
            {
                Passed += trial.Passed;
                Refused += trial.Refused;
                _longest = trial.Longest > _longest ? trial.Longest : _longest;
                _mostMemory = Math.Max(_mostMemory, trial.MostMemory);
            }
        }
        catch (Exception e)
        {
            throw Failure(number, mutant, e);
        }
        _begun.TryRemove(number, out _);
    }

    private Trial Try(Mutant mutant)
    {
        // A folder a worker: a mutant can go by its own name, which some metadata repeat.
        var folder = _folder[$"{Environment.CurrentManagedThreadId}"];
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, mutant.Original.Name);
        File.WriteAllBytes(path, mutant.File);
        var trial = new Trial(mutant);
        mutant.Original.Try(trial, path);
        return trial;
    }

    private InvalidOperationException Failure(int number, Mutant mutant, Exception cause)
    {
        var kept = Path.Combine(Path.GetTempPath(), $"postfocus-mutant-{seed}-{number}-{mutant.Original.Name}");
        File.WriteAllBytes(kept, mutant.File);
        return new InvalidOperationException(
            $"Mutant {number} of POSTFOCUS_SEED={seed}, made of {mutant.Original.Name} and kept as {kept}: {cause.Message}",
            cause
        );
    }
}
