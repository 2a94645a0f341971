using System.Globalization;
using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Cli.Run;

/// <summary>
/// LoadFrames → ScoreFocus → ScoreDomain → ConditionalRestore → GateRestoration, where the model has a domain and a gate → SegmentCells
/// and FocusMetrics before and after, with one set of networks.
/// </summary>
internal sealed class RestorationPipeline : IDisposable
{
    public const string Before = "Before",
        After = "After";

    private readonly MLContext _context;
    private readonly bool _canLookAtNeighbours;
    private readonly DomainScoringEstimator.Options? _domainColumns;
    private readonly RestorationGateEstimator.Options? _gateColumns;
    private readonly CellColumns? _cells;
    private readonly FittedOnce _pipeline;

    public RestorationPipeline(RunRequest request)
    {
        _context = request.Context;
        var models = _context.FocusRestoration.LoadModels(request.ModelPath);
        if (models.Classifier is not { } classifier || models is { Restorer: null, Neighbours: null })
        {
            throw new PostFocusException(
                $"The model '{request.ModelPath}' has no {(models.Classifier is null ? "classifier" : "restorer")}; run needs "
                    + "both in one zip. Make one with 'postfocus train restorer --classifier CLASSIFIER.zip' or 'postfocus adapt'."
            );
        }
        Models = models;
        SecondOpinion = new(_context, classifier);
        PixelMicrons = classifier.PixelMicrons;
        _canLookAtNeighbours = models.Restorer?.UsesNeighbours ?? true;
        _domainColumns = models.Domain is null ? null : new();
        var restored = _context.Transforms.ScoreFrames(models);
        if (models.Restorer is { } restorer)
        {
            Restore = request.Restore.For(restorer);
            restored = restored.Append(_context.Transforms.ConditionalRestore(restorer, Restore));
        }
        else
        {
            if (request.Restore.NeighbourDistance == 0)
                throw new PostFocusException(
                    $"--neighbour-distance 0: the model '{request.ModelPath}' restores frames by their neighbours in focus. Give 1 or more."
                );
            // A filter is one estimate, in one step.
            Restore = request.Restore with
            {
                Samples = 1,
                Steps = 1,
            };
            restored = restored.Append(_context.Transforms.RestoreByNeighbours(ByNeighbours(models.Neighbours!, Restore)));
        }
        if (models.Gate is { } gate)
        {
            if (Restore.Samples < 2)
                throw new PostFocusException(
                    $"The model '{request.ModelPath}' has a gate, which compares samples: --samples must be 2 or more, not {Restore.Samples}."
                );
            AcceptsOnlyKnownPixels = models.Domain?.PixelMicrons is not null || gate.Calibration.LeastPixelMicrons is not null;
            (Gate, _gateColumns) = (gate, new() { LookAhead = Restore.LookAhead });
            GateWasTrainedWith = [.. OtherThanNow(gate.Calibration), .. OtherNetworks(gate.Calibration, models)];
            restored = restored.Append(_context.Transforms.GateRestoration(gate, _gateColumns));
        }
        if (request.Cells is { } cells)
        {
            var segmenter = SegmenterZip.Load(_context, cells.SegmenterPath);
            SegmenterPixelMicrons = segmenter.PixelMicrons;
            if (cells.Judge && models.Gate is null)
                throw new PostFocusException(
                    $"--judge-cells is a second judge beside the gate, and the model '{request.ModelPath}' has none. Make one with 'postfocus train gate'."
                );
            _cells = new(
                new() { FrameColumnName = LoadedColumns.Frame, OutputPrefix = LoadedColumns.Frame },
                new() { FrameColumnName = Restore.RestoredColumnName, OutputPrefix = Restore.RestoredColumnName },
                cells.InAll
            );
            restored = restored
                .Append(_context.Transforms.SegmentCells(segmenter, _cells.Recorded))
                .Append(_context.Transforms.SegmentCells(segmenter, _cells.Restored));
        }
        _pipeline = new(
            restored
                .Append(_context.Transforms.FocusMetrics(Before, LoadedColumns.Frame))
                .Append(_context.Transforms.FocusMetrics(After, Restore.RestoredColumnName))
        );
    }

    /// <summary>What the model zip holds.</summary>
    public PretrainedModels Models { get; }

    /// <summary>What the classifier says of restored frames.</summary>
    public SecondOpinion SecondOpinion { get; }

    /// <summary>How frames are restored, as the model takes it.</summary>
    public ConditionalRestoreEstimator.Options Restore { get; }

    /// <summary>The pixel size that the classifier knows, µm; null where it knows none.</summary>
    public double? PixelMicrons { get; }

    /// <summary>The pixel size that the segmenter knows, µm; null where it knows none, or no cells are asked for.</summary>
    public double? SegmenterPixelMicrons { get; }

    /// <summary>Whether the nearest frames in focus are looked at.</summary>
    public bool LooksAtNeighbours => _canLookAtNeighbours && Restore.NeighbourDistance > 0;

    /// <summary>
    /// Options in which the gate's training restored otherwise than this run does, as they were then; none where it is not known. The
    /// gate promises something only where there are none.
    /// </summary>
    public IReadOnlyList<string> GateWasTrainedWith { get; } = [];

    /// <summary>Whether the gate accepts no frame of unknown pixel size.</summary>
    public bool AcceptsOnlyKnownPixels { get; }

    /// <summary>Judges restored frames; null where the model has no gate.</summary>
    public GateModel? Gate { get; }

    /// <summary>Whether a frame went through the networks: what they say before is of them and their device.</summary>
    public bool IsReady { get; set; }

    /// <summary>Frames of one size, scored, restored and measured; lazy.</summary>
    public ProcessedRows Process(ScannedPart part) =>
        new(_pipeline.Transform(_context.Data.LoadFrames(part)), Restore, _domainColumns, _gateColumns, _cells);

    /// <summary>As the zip says, into the columns of any restoration.</summary>
    private static NeighbourRestoreEstimator.Options ByNeighbours(
        NeighbourRestoreEstimator.Options ofZip,
        ConditionalRestoreEstimator.Options restore
    ) =>
        new()
        {
            MostError = ofZip.MostError,
            NeighbourDistance = restore.NeighbourDistance,
            LookAhead = restore.LookAhead,
            RestoredColumnName = restore.RestoredColumnName,
            SpreadColumnName = restore.SpreadColumnName,
            WasRestoredColumnName = restore.WasRestoredColumnName,
            NeighbourCountColumnName = restore.NeighbourCountColumnName,
        };

    private IEnumerable<string> OtherThanNow(GateCalibration then) =>
        new (string Option, double? Then, double Now, bool Counts)[]
        {
            ("--samples", then.Samples, Restore.Samples, true),
            ("--steps", then.Steps, Restore.Steps, true),
            ("--neighbour-distance", then.NeighbourDistance, Restore.NeighbourDistance, _canLookAtNeighbours),
            ("--neighbour-correlation", then.NeighbourCorrelation, Restore.NeighbourCorrelation, LooksAtNeighbours),
        }
            .Where(o => o.Counts && o.Then is not null && o.Then != o.Now)
            .Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Option} {o.Then}"));

    private static IEnumerable<string> OtherNetworks(GateCalibration then, PretrainedModels now) =>
        then.Networks is { } networks && networks != now.Fingerprint ? ["other networks"] : [];

    public void Dispose()
    {
        SecondOpinion.Dispose();
        _pipeline.Dispose();
    }
}
