using System.Globalization;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Output;
using PostFocus.Cli.Results;
using PostFocus.Cli.Shards;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using static PostFocus.Cli.Shared.Wording;
using static PostFocus.Imaging.Phrasing;

namespace PostFocus.Cli.Run;

/// <summary>All of a run that is known before its first frame is read.</summary>
internal sealed class PreparedRun : IDisposable
{
    private const string Date = "date";

    private readonly Lazy<Provenance> _provenance;
    private readonly Lazy<IReadOnlyList<Fact>> _settings;

    /// <param name="request">What was asked for.</param>
    /// <param name="use">How the folder of results will be used; null: not now.</param>
    /// <exception cref="PostFocusException">Something is in the way of it. Nothing was made.</exception>
    public PreparedRun(RunRequest request, FolderUse? use = null)
    {
        Search = FrameSequences.Search(request.Input, request.Sequences);
        // Its pictures would be taken for sequences.
        if (RunOutputs.AreIn(request.Input))
            throw new PostFocusException(
                $"The input '{request.Input}' is the result of an earlier run ({ResultNames.FramesTable}, {ResultNames.Pictures}). Give the recorded frames."
            );
        Outputs = new(request.OutFolder, request.Input, Search, request.Cells?.InAll == true, request.Parquet);
        if (use is not null)
            Outputs.Check(use);
        Units = WorkUnit.Of(Search.Sequences, Outputs.Companions, Outputs.Name);
        Pipeline = new(request);
        try
        {
            // Before the first frame is read: that a contact reaches too far is not the fault of a frame.
            foreach (var sequence in Search.Sequences)
                request.Cells?.Settings.Reach(sequence.PixelMicrons, Pipeline.SegmenterPixelMicrons);
        }
        catch
        {
            Pipeline.Dispose();
            throw;
        }
        Request = request with { Restore = Pipeline.Restore };
        _provenance = new(() => RunProvenance.Of(Request));
        _settings = new(() => RunSettings.Of(Request, Provenance));
    }

    /// <summary>What was asked for, with the model's options filled in.</summary>
    public RunRequest Request { get; private set; }

    /// <summary>What was found.</summary>
    public SequenceSearch Search { get; }

    /// <summary>Where results go.</summary>
    public RunOutputs Outputs { get; }

    /// <summary>Scores and restores.</summary>
    public RestorationPipeline Pipeline { get; }

    /// <summary>All that is to be done.</summary>
    public IReadOnlyList<WorkUnit> Units { get; }

    /// <summary>What restored files tell.</summary>
    public Provenance Provenance => _provenance.Value;

    /// <summary>All that changes the results, but for the frames.</summary>
    public IReadOnlyList<Fact> Settings => _settings.Value;

    /// <summary>What a run has to tell in the end.</summary>
    public RunTables Tables => new(Outputs, RunRecord.Of(Request, Pipeline, Search, Outputs, Provenance));

    /// <summary>Takes the day on which it began, by the settings of that day, as results shall not tell of two.</summary>
    public void BeganWith(IReadOnlyList<Fact> settings)
    {
        if (Request.Date is not null && settings.FirstOrDefault(s => s.Name == Date) is { } begun)
            Request = Request with { Date = DateTime.Parse(begun.Value, CultureInfo.InvariantCulture) };
    }

    /// <summary>The units that a shard of a plan has, where all is as the plan has it.</summary>
    /// <param name="plan">The plan, by whose settings this run begins.</param>
    /// <param name="path">Of its file.</param>
    /// <param name="shards">Those of it whose files are looked at.</param>
    /// <exception cref="PostFocusException">Program, model or input are others than they were.</exception>
    public IReadOnlyList<WorkUnit> UnitsOf(ShardPlan plan, string path, params IReadOnlyList<Shard> shards)
    {
        BeganWith(plan.Settings);
        if (RunSettings.Differences(plan.Settings, Settings).ToList() is { Count: > 0 } differences)
            throw new PostFocusException(
                $"The plan '{path}' was made with another program or model ({string.Join("; ", differences)}). Take what it was made with, or make a new plan and give it a new --out."
            );
        var names = shards.SelectMany(shard => shard.Units).Select(unit => unit.Name).ToHashSet();
        plan.RequireInput(Units, names);
        return [.. Units.Where(unit => names.Contains(unit.Name))];
    }

    /// <summary>Says what was found, and what is done with it.</summary>
    public void Tell(TextWriter output, TextWriter error)
    {
        var sequences = Search.Sequences;
        output.WriteLine($"{Count(sequences.Count, "sequence")}, {Count(sequences.Sum(s => s.Frames.Count), "frame")} in {Request.Input}");
        if (RunRemarks.Pixels(sequences, Pipeline) is { } pixels)
            output.WriteLine(pixels);
        WriteSearch(Search, output, error);
        output.WriteLine(RunRemarks.Gate(Pipeline, Request));
    }

    public void Dispose() => Pipeline.Dispose();
}
