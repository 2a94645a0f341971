using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging.Focus;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Classification;

/// <summary>What is said of a frame.</summary>
/// <param name="Score">Logit.</param>
/// <param name="IsOutOfFocus">Whether the probability lies above the threshold.</param>
/// <param name="IsUnsure">Whether it lies in the band; false where there is none.</param>
/// <param name="DefocusMicrons">|z|, µm; 0 where the network does not estimate it.</param>
/// <param name="SideLogit">Logit of z &gt; 0.</param>
/// <param name="NothingToJudge">
/// Whether the frame is an empty field (<see cref="FieldContrast"/>), which is neither in focus nor out of it.
/// </param>
internal sealed record FocusVerdict(
    float Score,
    bool IsOutOfFocus,
    bool IsUnsure,
    float DefocusMicrons,
    float SideLogit,
    bool NothingToJudge = false
)
{
    public float Probability => Logistic(Score);

    public float DefocusSide => Logistic(SideLogit);

    public static float Logistic(float logit) => 1 / (1 + MathF.Exp(-logit));
}

/// <summary>A column made of verdicts.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Of its values.</param>
/// <param name="Getter">Serves it from the current verdict.</param>
internal sealed record FocusVerdictColumn(string Name, DataViewType Type, Func<Func<FocusVerdict>, Delegate> Getter)
{
    /// <summary>What ML.NET calls the value, for columns that its binary classifiers have too; else null.</summary>
    public string? ScoreValueKind { get; private init; }

    public DataViewSchema.DetachedColumn Detached => new(Name, Type, ScoreValueKind is { } kind ? ScoreAnnotations.OfBinary(kind) : null);

    /// <param name="estimatesDefocus">Whether the network has a second head.</param>
    /// <param name="options">Prefix and band.</param>
    public static IReadOnlyList<FocusVerdictColumn> Of(bool estimatesDefocus, FocusScoringEstimator.Options options) =>
        [.. Unprefixed(estimatesDefocus, options.HasBand).Select(column => column with { Name = options.OutputPrefix + column.Name })];

    private static FocusVerdictColumn[] Unprefixed(bool estimatesDefocus, bool hasBand) =>
        [
            Boolean(DefaultColumnNames.PredictedLabel, v => v.IsOutOfFocus) with
            {
                ScoreValueKind = DefaultColumnNames.PredictedLabel,
            },
            Single(DefaultColumnNames.Score, v => v.Score) with
            {
                ScoreValueKind = DefaultColumnNames.Score,
            },
            Single(DefaultColumnNames.Probability, v => v.Probability) with
            {
                ScoreValueKind = DefaultColumnNames.Probability,
            },
            .. estimatesDefocus
                ?
                [
                    Single(FocusScoringTransformer.DefocusMicronsColumn, v => v.DefocusMicrons),
                    Single(FocusScoringTransformer.DefocusSideColumn, v => v.DefocusSide),
                ]
                : Array.Empty<FocusVerdictColumn>(),
            Boolean(FocusScoringTransformer.NothingToJudgeColumn, v => v.NothingToJudge),
            .. hasBand ? [Boolean(FocusScoringTransformer.IsUnsureColumn, v => v.IsUnsure)] : Array.Empty<FocusVerdictColumn>(),
        ];

    private static FocusVerdictColumn Boolean(string name, Func<FocusVerdict, bool> value) =>
        new(name, BooleanDataViewType.Instance, current => Getters.Scalar(() => value(current())));

    private static FocusVerdictColumn Single(string name, Func<FocusVerdict, float> value) =>
        new(name, NumberDataViewType.Single, current => Getters.Scalar(() => value(current())));
}
