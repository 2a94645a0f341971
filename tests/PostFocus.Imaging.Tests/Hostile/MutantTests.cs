using System.Globalization;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>
/// Damaged files by the thousand. POSTFOCUS_MUTANTS sets how many a family, POSTFOCUS_SEED other ones: the number and
/// the seed in a message are enough to make the mutant again.
/// </summary>
public sealed class MutantTests(ITestOutputHelper output)
{
    // No mutant may take 2 s; one that has not come back by then is taken for one that never does.
    private static readonly TimeSpan s_hang = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("TIFF", 11000)]
    [InlineData("PNG", 4000)]
    [InlineData("descriptions", 4000)]
    [InlineData("manifests", 2000)]
    [Trait("Speed", "Slow")]
    public async Task DamageEndsInAResultOrATypedErrorSoonAndInLittleMemory(string family, int number)
    {
        var seed = Setting("POSTFOCUS_SEED", 1);
        number = Setting("POSTFOCUS_MUTANTS", number);
        output.WriteLine($"{number} mutants of {family}, POSTFOCUS_SEED={seed}");
        using var run = new MutantRun(Originals.Families[family](), seed, number);
        await run.Finish(s_hang);
        output.WriteLine(run.ToString());
        // Else the mutants would be too broken, or too whole, to find anything.
        Assert.InRange((double)run.Refused / (run.Passed + run.Refused), 0.1, 0.9);
    }

    private static int Setting(string name, int absent) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : absent;
}
