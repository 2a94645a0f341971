using System.Text;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Run;

/// <summary>Where all results of a run go: every file under its name relative to the input, the table, and a picture a sequence.</summary>
internal sealed class RunOutputs
{
    private readonly string _realFolder;
    private readonly string[] _inputs;
    private readonly InputNames _names;
    private readonly Dictionary<string, string> _files = [],
        _pictures = [];
    private readonly Dictionary<string, string[]> _worst = [];

    /// <param name="folder">The folder for all of them.</param>
    /// <param name="input">What the user gave.</param>
    /// <param name="search">What was found in it.</param>
    /// <param name="followsCells">Whether there is a table of cells.</param>
    /// <param name="parquet">Whether there are tables as Parquet.</param>
    /// <exception cref="PostFocusException">Two results would have one name, or one has no place: both sides are named.</exception>
    public RunOutputs(string folder, string input, SequenceSearch search, bool followsCells = false, bool parquet = false)
    {
        var sequences = search.Sequences;
        _names = new(input);
        string[] frames = [.. sequences.SelectMany(s => s.Frames).Select(f => f.Path).Distinct()];
        SummedUp = [.. search.OtherFiles.Where(file => FrameFormats.OfFolders.Any(format => format.SumsUp(file)))];
        // The file whose metadata were read may hold another channel only.
        Companions =
        [
            .. sequences
                .Select(s => s.Layout)
                .OfType<StackLayout>()
                .Where(l => l.Companions.Count > 0)
                .SelectMany(l => l.Companions.Append(l.Path))
                .Concat(search.OtherFiles.Except(SummedUp))
                .Distinct()
                .Except(frames),
        ];
        string[] sources = [.. frames, .. Companions, .. SummedUp];
        Folder = Path.GetFullPath(folder);
        _realFolder = RealPath.Of(folder);
        // A link in the input can lead above its own folder: what is searched there is input, too.
        string[] searched = Directory.Exists(input) ? [.. frames.Select(f => Path.GetDirectoryName(f)!).Distinct()] : [];
        _inputs = [input, .. sources.Where(Directory.Exists), .. searched];
        TableBytes = 1 << 14;
        TableBytes += sequences.Sum(s =>
            512L + Encoding.UTF8.GetByteCount(s.Name) + s.Frames.Sum(f => 384L + 2 * Encoding.UTF8.GetByteCount(Name(f.Path)))
        );
        // Of images they hold what these tell of each frame.
        TableBytes += SummedUp.Sum(file => 2 * new FileInfo(file).Length);
        var plan = new OutputPlan(folder);
        Table = plan.Add(ResultNames.FramesTable, "the run's own table");
        SequencesTable = plan.Add(ResultNames.SequencesTable, "the run's own table");
        Facts = plan.Add(ResultNames.Facts, "the run's own settings");
        if (followsCells)
            CellsTable = plan.Add(CellRow.Table, "the run's own table");
        HasParquet = parquet;
        string[] tables = [.. new[] { Table, SequencesTable, CellsTable }.OfType<string>()],
            parquets = parquet ? [.. tables.Select(Tables.ParquetName)] : [];
        foreach (var table in parquets)
            plan.Add(Path.GetFileName(table), "the run's own table");
        var report = plan.Add(ResultNames.Report, "the run's own report");
        Journal = plan.Add(ResultNames.Journal, "the run's own journal");
        // One name in the plan, and a plan of its own.
        plan.Add(ResultNames.Pictures, "the run's own pictures");
        foreach (var source in sources)
            _files.Add(source, plan.Add(ResultName(source, input), $"'{source}'"));
        Summaries = [.. new[] { Facts, report }.Concat(tables).Concat(parquets).Concat(SummedUp.Select(Of)).Select(NameOf)];
        var pictures = new OutputPlan(Path.Combine(folder, ResultNames.Pictures));
        foreach (var sequence in sequences)
        {
            _pictures.Add(sequence.Name, Add("overview"));
            _worst.Add(sequence.Name, [.. Enumerable.Range(1, Run.WorstPictures.Most).Select(rank => Add($"worst-{rank}"))]);

            string Add(string name) => pictures.Add($"{sequence.Name}/{name}.png", $"sequence '{sequence.Name}'");
        }
    }

    /// <summary>The folder for all of them.</summary>
    public string Folder { get; }

    /// <summary>
    /// Files without frames of the run that images are not whole without, and those of other channels and focal planes: they are copied.
    /// </summary>
    public IReadOnlyList<string> Companions { get; }

    /// <summary>Files that repeat what images say, such as consolidated metadata: they are made of the results in the end.</summary>
    public IReadOnlyList<string> SummedUp { get; }

    /// <summary>Where <c>frames.csv</c> goes.</summary>
    public string Table { get; }

    /// <summary>Where <c>sequences.csv</c> goes.</summary>
    public string SequencesTable { get; }

    /// <summary>Where <c>cells.csv</c> goes; null: there is none.</summary>
    public string? CellsTable { get; }

    /// <summary>Whether each table is there as Parquet, too.</summary>
    public bool HasParquet { get; }

    /// <summary>Where <c>run.json</c> goes.</summary>
    public string Facts { get; }

    /// <summary>Where <c>run.journal</c> goes.</summary>
    public string Journal { get; }

    /// <summary>Names of all that is made of the journal when the run ends.</summary>
    public IReadOnlyList<string> Summaries { get; }

    /// <summary>Bytes of all three: names, and the figures or the reason.</summary>
    public long TableBytes { get; }

    /// <summary>The file that reports call so.</summary>
    public string Source(string name) => _names.Source(name);

    /// <summary>A message with its files named as reports call them.</summary>
    public string Relative(string message) => _names.Relative(message);

    /// <summary>Passes where the folder can be used so.</summary>
    /// <exception cref="PostFocusException">It cannot: see <see cref="OutFolder"/>.</exception>
    public void Check(FolderUse use) => OutFolder.Check(Folder, use, _inputs);

    /// <summary>Whether a folder holds the results of a run, be it finished or not.</summary>
    public static bool AreIn(string folder) =>
        File.Exists(Path.Combine(folder, ResultNames.Journal))
        || Directory.Exists(folder) && ShardFiles.AreIn(folder)
        || File.Exists(Path.Combine(folder, ResultNames.FramesTable)) && Directory.Exists(Path.Combine(folder, ResultNames.Pictures));

    /// <summary>Where the overview picture of a sequence goes.</summary>
    public string Picture(FrameSequence sequence) => _pictures[sequence.Name];

    /// <summary>Where the pictures of its worst frames go.</summary>
    public IReadOnlyList<string> WorstPictures(FrameSequence sequence) => _worst[sequence.Name];

    /// <summary>Names of all results that a unit can have.</summary>
    public IReadOnlyList<string> Of(WorkUnit unit) =>
        [.. unit.Sources.Select(Of).Concat(unit.Sequences.SelectMany(s => WorstPictures(s).Prepend(Picture(s)))).Select(NameOf)];

    /// <summary>What tables call a result: its path in the folder, '/'-separated.</summary>
    public string NameOf(string place) => Paths.Relative(Folder, place);

    /// <summary>Where the result of a file goes.</summary>
    public string Of(string source) => _files[source];

    /// <summary>Deletes results by their names; nothing outside of the folder, where a link or a changed journal can lead.</summary>
    public void Delete(IEnumerable<string> names)
    {
        foreach (var place in names.Select(name => Path.GetFullPath(name, Folder)).Where(p => p != Folder).Where(IsInside))
            if (Directory.Exists(place) && new DirectoryInfo(place).LinkTarget is null)
                Directory.Delete(place, recursive: true);
            else if (File.Exists(place))
                File.Delete(place);
    }

    private bool IsInside(string place) => RealPath.IsWithin(RealPath.Of(Path.GetDirectoryName(place)!), _realFolder);

    /// <summary>A place of a result, about to be made: somebody may have put a link into the folder while the run goes on.</summary>
    /// <exception cref="PostFocusException">It would lie outside of the folder.</exception>
    public string Inside(string place) =>
        IsInside(place)
            ? place
            : throw new PostFocusException(
                $"its result would lie outside of --out: '{Path.GetDirectoryName(place)}' is a link. Remove it and run again."
            );

    /// <summary>What reports call a file: its path relative to the input, '/'-separated.</summary>
    public string Name(string source) => _names.Name(source);

    private string ResultName(string source, string input)
    {
        var name = Name(source);
        if (name.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(name))
            throw new PostFocusException(
                $"{input} names '{source}', which lies outside of its folder, so there is no place for its result. Put the manifest above its frames."
            );
        return name;
    }
}
