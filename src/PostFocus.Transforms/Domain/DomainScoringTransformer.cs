using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.Settings;

[assembly: LoadableClass(
    typeof(DomainScoringTransformer),
    typeof(DomainScoringTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus domain",
    DomainScoringTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.Domain;

/// <summary>
/// Says of each frame whether it is like those that networks and gate learnt from: <c>DomainScore</c> (up to 1 in the domain) and
/// <c>InDomain</c>. What networks say of other frames is worth nothing, however sure they are; a gate accepts none of them.
/// </summary>
/// <remarks>
/// A frame is brought to the model's pixel size and judged in adjoining squares, of which the median counts. Where the model knows its
/// pixel size, a frame of unknown pixel size is not in the domain.
/// </remarks>
public sealed class DomainScoringTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusDomain";

    private static readonly ModelZipPart s_part = new("PFDOMAIN", LoaderSignature, OldestVersion: ModelZipPart.WithHash);

    internal DomainScoringTransformer(IHostEnvironment environment, DomainModel model, DomainScoringEstimator.Options options)
        : base(environment, nameof(DomainScoringTransformer)) => (Model, Options) = (model, options);

    /// <summary>The distributions and the limit.</summary>
    public DomainModel Model { get; }

    /// <summary>Columns.</summary>
    public DomainScoringEstimator.Options Options { get; }

    private static DomainScoringTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(
            context,
            zip =>
            {
                var options = new DomainScoringEstimator.Options().Through(zip);
                return new DomainScoringTransformer(environment, DomainModel.Through(zip, null), options);
            }
        );

    private protected override void SaveModel(ModelSaveContext context) =>
        s_part.Write(
            context,
            zip =>
            {
                Options.Through(zip);
                DomainModel.Through(zip, Model);
            }
        );

    private protected override OnBadFrame OnBadFrame => Options.OnBadFrame;

    private protected override RowComputation Bind(DataViewSchema input) => new DomainScoringComputation(Model, Options, input, Host);
}
