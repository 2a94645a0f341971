using CsCheck;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Results;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Cli.Tests.Journal;

public sealed class JournalTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Path => _folder["run.journal"];

    [Fact]
    public void WhatIsNotedIsFoundAgainWithEveryDigit()
    {
        var unit = new FinishedUnit(
            "sequence a\nb",
            "in",
            "out",
            [
                new("a\nb", 0, "a/t0.tif", 0)
                {
                    ProbabilityOutOfFocus = 0.1f,
                    Accepted = false,
                    TenengradBefore = float.NaN,
                },
                new("a\nb", 7, "ä/t \"7\".tif", 3)
                {
                    Restored = true,
                    MeanSpread = 1f / 3,
                    ProbabilityAfter = float.Epsilon,
                    Error = "line\nend",
                },
            ],
            [new("a\nb", 0, "a/t0.tif", 0, 1, 2, null, 1.0 / 3, 1e-300, 5, 1.5, 0.7f, null, [3, 4], [1, 2], 0.65)]
        );
        using (var journal = RunJournal.Begin(Path, [new("seed", "1")]))
        {
            journal.Add([
                ["a/t0.tif"],
                ["b/t0.tif", "reports/b/overview.png"],
            ]);
            journal.Add(unit with { Name = "other" });
            journal.Add(unit);
        }
        using var found = RunJournal.Open(Path);
        Assert.Equal([new Fact("seed", "1")], found.Settings);
        Assert.Equal(["a/t0.tif", "b/t0.tif", "reports/b/overview.png"], found.Places.Order(StringComparer.Ordinal));
        Assert.Equal(["other", "sequence a\nb"], found.Units);
        var read = found.Find(unit.Name)!;
        Assert.Equal(unit.Frames, read.Frames);
        var cell = Assert.Single(read.Cells);
        Assert.Equal(unit.Cells[0] with { Touches = cell.Touches, ContactFrames = cell.ContactFrames }, cell);
        Assert.Equal([3, 4, 1, 2], cell.Touches.Concat(cell.ContactFrames));
        Assert.Equal((unit.Name, unit.Input, unit.Results), (read.Name, read.Input, read.Results));
    }

    /// <summary>As a process leaves it that is killed while it writes, or a disk whose bits change.</summary>
    [Fact]
    public void OfAJournalThatWasCutOrChangedAllOtherLinesAreFoundAndItGoesOn()
    {
        Write(out var ends);
        var whole = File.ReadAllBytes(Path);
        Gen.Select(Gen.Int[ends[0], whole.Length - 1], Gen.Bool)
            .Sample(
                (at, cut) =>
                {
                    var damaged = whole.ToArray();
                    damaged[at] ^= 1;
                    File.WriteAllBytes(Path, cut ? whole[..at] : damaged);
                    using (var journal = RunJournal.Open(Path))
                    {
                        // A line end that is another byte takes the line behind it along.
                        string[] left =
                        [
                            .. Enumerable
                                .Range(1, ends.Count - 1)
                                .Where(i => cut ? ends[i] <= at : at < ends[i - 1] || at >= ends[i])
                                .Where(i => cut || at != ends[i - 1] - 1)
                                .Select(i => $"unit {i}"),
                        ];
                        Assert.Equal(left, journal.Units);
                        Assert.All(left, name => Assert.Equal(name, journal.Find(name)!.Name));
                        journal.Add(Unit("next"));
                    }
                    using var again = RunJournal.Open(Path);
                    Assert.Equal("next", again.Find("next")!.Name);
                },
                iter: 300,
                threads: 1
            );

        void Write(out List<int> lineEnds)
        {
            using var journal = RunJournal.Begin(Path, [new("seed", "1")]);
            lineEnds = [(int)new FileInfo(Path).Length];
            for (var i = 1; i <= 5; i++)
            {
                journal.Add(Unit($"unit {i}"));
                lineEnds.Add((int)new FileInfo(Path).Length);
            }
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("somebody else's")]
    public async Task AFileOfThatNameThatIsNoJournalIsRefusedAndStays(string text)
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        Directory.CreateDirectory(_folder["out"]);
        await File.WriteAllTextAsync(_folder["out/run.journal"], text, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder["out/t0.tif"], "mine", TestContext.Current.CancellationToken);
        foreach (var again in new[] { Array.Empty<string>(), ["--again"] })
        {
            (await Postfocus.Restore(_folder["in"], _folder["out"], again)).IsRefusedNaming(
                "run.journal",
                "does not say how the run began"
            );
            Assert.Equal(["run.journal", "t0.tif"], TemporaryFolder.Hashes(_folder["out"]).Keys);
        }
    }

    /// <summary>Results may come from a stranger.</summary>
    [Fact]
    public async Task AJournalThatNamesPlacesElsewhereDeletesNothingThere()
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        await Postfocus.Restore(_folder["in"], _folder["out"]);
        await File.WriteAllTextAsync(_folder["mine"], "mine", TestContext.Current.CancellationToken);
        Directory.CreateDirectory(_folder["elsewhere"]);
        await File.WriteAllTextAsync(_folder["elsewhere/mine"], "mine", TestContext.Current.CancellationToken);
        Directory.CreateSymbolicLink(_folder["out/link"], _folder["elsewhere"]);
        using (var journal = RunJournal.Open(_folder["out/run.journal"]))
            journal.Add([
                ["../mine", _folder["mine"], "link/mine", "a/../../mine"],
            ]);
        foreach (var again in new[] { Array.Empty<string>(), ["--again"] })
            Assert.Equal(0, (await Postfocus.Restore(_folder["in"], _folder["out"], again)).ExitCode);
        Assert.True(File.Exists(_folder["mine"]));
        Assert.True(File.Exists(_folder["elsewhere/mine"]));
    }

    /// <summary>Two sequences are in one unit exactly where a chain of shared files leads from one to the other.</summary>
    [Fact]
    public void SequencesThatShareFilesAreOneUnit() =>
        Gen.Int[0, 9]
            .HashSet[1, 3]
            .Array[1, 12]
            .Sample(files =>
            {
                FrameSequence[] sequences =
                [
                    .. files.Select((some, i) => new FrameSequence($"{i}", [.. some.Select(f => new FrameLocation($"f{f}", 0))])),
                ];
                var units = WorkUnit.Of(sequences, ["x", "y"], name => name);
                Assert.Equal(["file x", "file y"], units.TakeLast(2).Select(u => u.Name));
                units = [.. units.SkipLast(2)];
                Assert.Equal(sequences, units.SelectMany(u => u.Sequences).OrderBy(s => int.Parse(s.Name, null)));
                Assert.Equal(
                    units.Select(u => u.Sequences[0].Name),
                    units.Select(u => u.Sequences[0].Name).OrderBy(n => int.Parse(n, null))
                );
                foreach (var unit in units)
                {
                    HashSet<string> reached = [unit.Sequences[0].Frames[0].Path];
                    for (var more = true; more; )
                        more = sequences
                            .Select(s => s.Frames.Select(f => f.Path).ToArray())
                            .Where(s => s.Any(reached.Contains))
                            .Aggregate(false, (any, s) => s.Aggregate(any, (a, f) => reached.Add(f) || a));
                    Assert.Equal(reached.Order(StringComparer.Ordinal), unit.Sources.Order(StringComparer.Ordinal));
                }
            });

    private static FinishedUnit Unit(string name) => new(name, "in", "out", [new("s", 0, "s/t0.tif", 0)], []);
}
