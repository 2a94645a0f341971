using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Yield;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Evaluation;

namespace PostFocus.Cli.Versions;

/// <summary>Reads what was made of a frame from a row of the pipeline; without a gate nothing is accepted.</summary>
internal sealed class OutcomeReader
{
    private readonly Func<FrameOutcome> _read;

    public OutcomeReader(DataViewRow row, int height, int width)
    {
        ValueGetter<bool> isOut = Getter<bool>(LoadedColumns.Label),
            isCalled = Getter<bool>("PredictedLabel");
        var isAccepted = row.Schema.GetColumnOrNull("Accepted") is null ? null : Getter<bool>("Accepted");
        ValueGetter<VBuffer<float>> truth = Getter<VBuffer<float>>(LoadedColumns.Reference),
            recorded = Getter<VBuffer<float>>(LoadedColumns.Frame),
            restored = Getter<VBuffer<float>>(FrameVersion.Restored.Column);
        _read = () =>
        {
            var called = isCalled.Value();
            return new(
                isOut.Value(),
                called,
                called && isAccepted is not null && isAccepted.Value(),
                called && RestorationHarms.Of(truth.Values(), recorded.Values(), restored.Values(), height, width) != RestorationHarm.None
            );
        };

        ValueGetter<T> Getter<T>(string column) => row.GetGetter<T>(row.Schema[column]);
    }

    public FrameOutcome Read() => _read();
}
