using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;
using PostFocus.Transforms.SequenceCalls;

[assembly: LoadableClass(
    typeof(SequenceCallsTransformer),
    typeof(SequenceCallsTransformer),
    null,
    typeof(SignatureLoadModel),
    "PostFocus calls within sequences",
    SequenceCallsTransformer.LoaderSignature
)]

namespace PostFocus.Transforms.SequenceCalls;

/// <summary>
/// Calls the frames of sequences that are unlike those learnt from (the median domain score of their first eight usable frames is above 1)
/// by how their scores differ within the sequence, and puts the decision out anew, with <c>CalledWithinSequence</c>. All other calls stay.
/// </summary>
/// <remarks>
/// <para>With optics that it has not learnt from a classifier orders the frames of a video rightly more often than it calls them rightly:
/// where the scores of frames in focus lie moves from microscope to microscope. So where the classifier calls most frames of the lowest
/// level out of focus, they are taken to be in focus, and out of focus are the frames that stand out: where scores lie on two levels at
/// least four standard deviations apart, those of the upper one. Where all lie on one level (a standard deviation of 2.5 logits or less),
/// none is: nothing tells a sequence that is wholly out of focus from one that never is. Where they do neither, as in a stack of
/// focal planes, the classifier's calls stay, as that of a single frame does. No frame that it calls in focus is called out of
/// focus.</para>
/// <para>Rows of a sequence lie together. In random order, and one by one in a prediction engine, all calls stay.</para>
/// </remarks>
public sealed class SequenceCallsTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusSequenceCalls";

    private static readonly ModelZipPart s_part = new("PFSEQCAL", LoaderSignature, OldestVersion: ModelZipPart.WithHash);

    internal SequenceCallsTransformer(IHostEnvironment environment, SequenceCallsEstimator.Options options)
        : base(environment, nameof(SequenceCallsTransformer)) => Options = options;

    /// <summary>Columns.</summary>
    public SequenceCallsEstimator.Options Options { get; }

    private static SequenceCallsTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, zip => new SequenceCallsTransformer(environment, new SequenceCallsEstimator.Options().Through(zip)));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, zip => Options.Through(zip));

    private protected override RowComputation Bind(DataViewSchema input) => new SequenceCallsComputation(Options, input);
}
