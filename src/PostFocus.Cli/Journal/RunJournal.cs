using System.Text.Json;
using PostFocus.Cli.Results;
using PostFocus.Imaging;

namespace PostFocus.Cli.Journal;

/// <summary>
/// What a run did, as <c>run.journal</c> holds it: the settings that it began with, where its results go, and what is done, with the rows
/// that tables are made of. Nothing in it is overwritten while the run goes on, so nothing that is done is lost.
/// </summary>
internal sealed class RunJournal : IDisposable
{
    private readonly string _path;
    private readonly Dictionary<string, ChecksummedLines.Place> _units = [];
    private readonly HashSet<string> _places = [];
    private readonly ChecksummedLines _lines;

    private RunJournal(string path, bool toRead = false)
    {
        _path = path;
        _lines = ChecksummedLines.Open(path, Take, toRead);
    }

    /// <summary>What the run began with.</summary>
    public IReadOnlyList<Fact> Settings { get; private set; } = [];

    /// <summary>Where results of it may be.</summary>
    public IReadOnlySet<string> Places => _places;

    /// <summary>Names of the units that are noted as done.</summary>
    public IReadOnlyCollection<string> Units => _units.Keys;

    /// <summary>Begins a journal, in place of another if there is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">All that changes the results.</param>
    public static RunJournal Begin(string path, IReadOnlyList<Fact> settings)
    {
        ChecksummedLines.Create(path, [new JournalEntry(Settings: settings).ToText()]);
        return new(path);
    }

    /// <summary>Begins a journal with all that there is to note, in place of another if there is one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">All that changes the results.</param>
    /// <param name="places">Where the results are.</param>
    /// <param name="units">All that is done, in order.</param>
    public static RunJournal Write(
        string path,
        IReadOnlyList<Fact> settings,
        IEnumerable<IReadOnlyList<string>> places,
        IEnumerable<FinishedUnit> units
    )
    {
        ChecksummedLines.Create(
            path,
            places
                .Select(some => new JournalEntry(Places: some))
                .Prepend(new(Settings: settings))
                .Concat(units.Select(unit => new JournalEntry(Done: unit)))
                .Select(entry => entry.ToText())
        );
        return new(path);
    }

    /// <summary>Opens the journal of an earlier run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="toRead">Whether it is only read, and another process may add to it.</param>
    /// <exception cref="FrameFormatException">It does not say what the run began with.</exception>
    public static RunJournal Open(string path, bool toRead = false)
    {
        var journal = new RunJournal(path, toRead);
        if (journal.Settings.Count > 0)
            return journal;
        journal.Dispose();
        throw new FrameFormatException(
            path,
            null,
            "it does not say how the run began, so that it cannot go on. Choose another --out, or empty the folder."
        );
    }

    /// <summary>Notes where results will go. It is on the disk when this returns.</summary>
    public void Add(IEnumerable<IReadOnlyList<string>> places)
    {
        foreach (var some in places)
        {
            _lines.Append(new JournalEntry(Places: some).ToText());
            _places.UnionWith(some);
        }
        _lines.Sync();
    }

    /// <summary>Notes that a unit is done, in place of what was noted of it before.</summary>
    public void Add(FinishedUnit unit) => _units[unit.Name] = _lines.Append(new JournalEntry(Done: unit).ToText());

    /// <summary>What was noted of a unit; null: nothing.</summary>
    public FinishedUnit? Find(string unit) => _units.TryGetValue(unit, out var place) ? JournalEntry.Of(_lines.Read(place)).Done : null;

    /// <summary>Takes a unit as one that is not done.</summary>
    public void Forget(string unit) => _units.Remove(unit);

    /// <summary>
    /// Writes the journal anew as it would be had nothing been done twice, or in another order, or by several runs. Where there is no room
    /// for that it stays as it is, which serves as well.
    /// </summary>
    /// <param name="places">Where the results go, as they are noted at the beginning.</param>
    /// <param name="units">Names of all units, in order.</param>
    public void Tidy(IEnumerable<IReadOnlyList<string>> places, IEnumerable<string> units)
    {
        try
        {
            ChecksummedLines.Create(
                _path,
                new[] { new JournalEntry(Settings: Settings).ToText() }
                    .Concat(places.Select(some => new JournalEntry(Places: [.. some.Where(_places.Contains)]).ToText()))
                    .Concat(units.Where(_units.ContainsKey).Select(unit => _lines.Read(_units[unit])))
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { }
    }

    /// <summary>Removes the journal of a run that did nothing.</summary>
    public void Remove()
    {
        Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _lines.Dispose();

    private void Take(string text, ChecksummedLines.Place place)
    {
        JournalEntry entry;
        try
        {
            entry = JournalEntry.Of(text);
        }
        catch (JsonException)
        {
            return; // Of another version, whose settings differ anyway.
        }
        if (Settings.Count == 0)
            Settings = entry.Settings ?? [];
        _places.UnionWith(entry.Places ?? []);
        if (entry.Done is { } unit)
            _units[unit.Name] = place;
    }
}
