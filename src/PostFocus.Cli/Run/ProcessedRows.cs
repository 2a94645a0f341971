using System.Diagnostics;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Intensity;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Statistics;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Segmentation;
using PostFocus.Transforms.SequenceCalls;

namespace PostFocus.Cli.Run;

/// <summary>Where the cells of a row are.</summary>
/// <param name="Recorded">Those of the recorded frame.</param>
/// <param name="Restored">Those of the restored one.</param>
/// <param name="InAll">Whether they are asked for in rows that were not restored, too.</param>
internal sealed record CellColumns(SegmentCellsEstimator.Options Recorded, SegmentCellsEstimator.Options Restored, bool InAll);

/// <summary>The rows of the pipeline, one at a time; buffers are reused from row to row.</summary>
internal sealed class ProcessedRows : IDisposable
{
    // Takes restored counts to the file's pixel type: with this map one unit is one count.
    private static readonly IntensityMap s_countsAsTheyAre = new(-1, 1);

    private readonly DataViewRowCursor _cursor;
    private readonly Action _read;

    /// <param name="rows">Of the pipeline.</param>
    /// <param name="columns">Of the restoration.</param>
    /// <param name="domain">Of the domain; null where there is none.</param>
    /// <param name="gate">Of the gate; null where there is none.</param>
    /// <param name="cells">Of the cells; null where none are asked for.</param>
    public ProcessedRows(
        IDataView rows,
        ConditionalRestoreEstimator.Options columns,
        DomainScoringEstimator.Options? domain,
        RestorationGateEstimator.Options? gate,
        CellColumns? cells
    )
    {
        var cursor = _cursor = rows.GetRowCursor(rows.Schema.Where(c => !c.IsHidden));
        var probability = Getter<float>(cursor, "Probability");
        var isOutOfFocus = Getter<bool>(cursor, "PredictedLabel");
        var nothingToJudge = Getter<bool>(cursor, FocusScoringTransformer.NothingToJudgeColumn);
        var intensity = Getter<VBuffer<float>>(cursor, LoadedColumns.Intensity);
        var pixel = Getter<float>(cursor, LoadedColumns.PixelMicrons);
        var defocus = OptionalGetter(cursor, FocusScoringTransformer.DefocusMicronsColumn);
        var side = OptionalGetter(cursor, FocusScoringTransformer.DefocusSideColumn);
        var domainScore = domain is null ? null : Getter<float>(cursor, domain.ScoreColumnName);
        var inDomain = domain is null ? null : Getter<bool>(cursor, domain.InDomainColumnName);
        var within = domain is null ? null : Getter<bool>(cursor, new SequenceCallsEstimator.Options().CalledWithinSequenceColumnName);
        var before = Getter<float>(cursor, RestorationPipeline.Before + "Tenengrad");
        var after = Getter<float>(cursor, RestorationPipeline.After + "Tenengrad");
        var wasRestored = Getter<bool>(cursor, columns.WasRestoredColumnName);
        var frame = Getter<VBuffer<float>>(cursor, LoadedColumns.Frame);
        var restored = Getter<VBuffer<float>>(cursor, columns.RestoredColumnName);
        var spread = Getter<VBuffer<float>>(cursor, columns.SpreadColumnName);
        var neighbours = Getter<int>(cursor, columns.NeighbourCountColumnName);
        var trust = gate is null ? null : Getter<float>(cursor, gate.TrustColumnName);
        var accepted = gate is null ? null : Getter<bool>(cursor, gate.AcceptedColumnName);
        var rejection = gate is null ? null : Getter<ReadOnlyMemory<char>>(cursor, RestorationGateTransformer.RejectionColumn);
        var recordedCells = cells is null ? null : FrameCells.Reader(cursor, cells.Recorded.OutputPrefix);
        var restoredCells = cells is null ? null : FrameCells.Reader(cursor, cells.Restored.OutputPrefix);
        _read = () =>
        {
            probability(ref _probability);
            isOutOfFocus(ref _isOutOfFocus);
            nothingToJudge(ref _nothingToJudge);
            intensity(ref _intensity);
            defocus?.Invoke(ref _defocus);
            side?.Invoke(ref _side);
            domainScore?.Invoke(ref _domainScore);
            inDomain?.Invoke(ref _inDomain);
            within?.Invoke(ref _calledWithinSequence);
            before(ref _before);
            after(ref _after);
            wasRestored(ref _wasRestored);
            (LosesPixels, RestoredCells) = (false, null);
            RecordedCells = _wasRestored || cells?.InAll == true ? recordedCells?.Invoke() : null;
            if (!_wasRestored)
                return;
            pixel(ref _pixel);
            frame(ref _frame);
            restored(ref _restored);
            LosesPixels = Loses(Frame, Restored);
            if (!LosesPixels)
                RestoredCells = restoredCells?.Invoke();
            spread(ref _spread);
            neighbours(ref _neighbours);
            trust?.Invoke(ref _trust);
            accepted?.Invoke(ref _accepted);
            rejection?.Invoke(ref _rejection);
        };
        (_hasDomain, _hasGate, _estimatesDefocus) = (domain is not null, gate is not null, defocus is not null);
    }

    private readonly bool _hasDomain,
        _hasGate,
        _estimatesDefocus;
    private float _probability,
        _defocus,
        _side,
        _domainScore,
        _before,
        _after,
        _pixel,
        _trust;
    private int _neighbours;
    private bool _isOutOfFocus,
        _nothingToJudge,
        _inDomain,
        _calledWithinSequence,
        _wasRestored,
        _accepted;
    private ReadOnlyMemory<char> _rejection;
    private VBuffer<float> _intensity,
        _frame,
        _restored,
        _spread;

    public float ProbabilityOutOfFocus => _probability;

    /// <summary>The model's decision.</summary>
    public bool IsOutOfFocus => _isOutOfFocus;

    /// <summary>Whether the frame is an empty field.</summary>
    public bool NothingToJudge => _nothingToJudge;

    /// <summary>Counts that the frame's intensity map takes to −1 and +1.</summary>
    public (float Black, float White) Intensity => (_intensity.GetItemOrDefault(0), _intensity.GetItemOrDefault(1));

    /// <summary>µm; like the next one null where the model estimates none.</summary>
    public float? DefocusMicrons => _estimatesDefocus ? _defocus : null;

    public float? DefocusSide => _estimatesDefocus ? _side : null;

    /// <summary>Null without a domain, like the next ones.</summary>
    public float? DomainScore => _hasDomain ? _domainScore : null;

    public bool? InDomain => _hasDomain ? _inDomain : null;

    public bool? CalledWithinSequence => _hasDomain ? _calledWithinSequence : null;

    public float TenengradBefore => _before;

    public float TenengradAfter => _after;

    public bool WasRestored => _wasRestored;

    /// <summary>Counts; like the next ones only for restored rows.</summary>
    public ReadOnlySpan<float> Frame => _frame.GetValues();

    public ReadOnlySpan<float> Restored => _restored.GetValues();

    public ReadOnlySpan<float> Spread => _spread.GetValues();

    /// <summary>Side of a pixel, µm; NaN where it is not known.</summary>
    public float PixelMicrons => _pixel;

    /// <summary>Frames in focus that were looked at.</summary>
    public int Neighbours => _neighbours;

    /// <summary>Null without a gate.</summary>
    public float? Trust => _hasGate ? _trust : null;

    /// <summary>Null without a gate.</summary>
    public bool? Accepted => _hasGate ? _accepted : null;

    /// <summary>Why it is not accepted; null where it is, or without a gate.</summary>
    public string? Rejection => _hasGate && _rejection.Length > 0 ? _rejection.ToString() : null;

    /// <summary>Whether there is a count where the restoration has none; a NaN that was recorded stays one.</summary>
    private bool LosesPixels { get; set; }

    /// <summary>Cells of the recorded frame; null where none are asked for.</summary>
    public FrameCells? RecordedCells { get; private set; }

    /// <summary>Cells of the restored frame; null where none are asked for, or nothing was restored.</summary>
    public FrameCells? RestoredCells { get; private set; }

    /// <summary>Goes to the next row, and reads it. One that cannot be read throws, and those after it can be read.</summary>
    public void ReadNext()
    {
        if (!_cursor.MoveNext())
            throw new UnreachableException("There are as many rows as frames.");
        _read();
    }

    /// <summary>A report with what the networks say of the frame as it was recorded.</summary>
    public FrameReport OfRecorded(FrameReport report) =>
        report with
        {
            ProbabilityOutOfFocus = NothingToJudge ? null : ProbabilityOutOfFocus,
            NothingToJudge = NothingToJudge,
            IsOutOfFocus = IsOutOfFocus,
            DefocusMicrons = DefocusMicrons,
            DefocusSide = DefocusSide,
            DomainScore = DomainScore,
            InDomain = NothingToJudge ? null : InDomain,
            CalledWithinSequence = NothingToJudge ? null : CalledWithinSequence,
            TenengradBefore = TenengradBefore,
            TenengradAfter = TenengradAfter,
        };

    /// <summary>The same with what is known of its restoration, if it was restored.</summary>
    public FrameReport OfRestored(FrameReport report, RestorationPipeline pipeline) =>
        !WasRestored ? report
        : LosesPixels
            ? report.WithoutRestoration(
                "its restoration holds NaN or infinite values, so it is left as it was recorded. The model fails on this frame: try another."
            )
        : report with
        {
            Restored = true,
            Neighbours = pipeline.LooksAtNeighbours ? Neighbours : null,
            MeanSpread = (float)Moments.Mean<float>(Spread),
            Trust = Trust,
            // A trust of other restorations than the gate has learnt from is no reason to take a frame.
            Accepted = Accepted is { } accepted ? accepted && pipeline.GateWasTrainedWith.Count == 0 : null,
            Rejection = Accepted is not null && pipeline.GateWasTrainedWith.Count > 0 ? Rejections.Settings : Rejection,
        };

    /// <summary>The restored pixels as the file of the frame takes them.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="clipped">Pixels beyond what its pixel type can hold.</param>
    public Frame RestoredFrame(ScannedFrame frame, out int clipped) =>
        s_countsAsTheyAre.ToFrame(Restored, frame.Height, frame.Width, frame.PixelType!.Value, out clipped);

    public void Dispose() => _cursor.Dispose();

    private static ValueGetter<T> Getter<T>(DataViewRowCursor cursor, string column) => cursor.GetGetter<T>(cursor.Schema[column]);

    private static ValueGetter<float>? OptionalGetter(DataViewRowCursor cursor, string column) =>
        cursor.Schema.GetColumnOrNull(column) is { } found ? cursor.GetGetter<float>(found) : null;

    private static bool Loses(ReadOnlySpan<float> recorded, ReadOnlySpan<float> restored)
    {
        for (var i = 0; i < recorded.Length; i++)
        {
            if (!float.IsFinite(restored[i]) && float.IsFinite(recorded[i]))
                return true;
        }
        return false;
    }
}
