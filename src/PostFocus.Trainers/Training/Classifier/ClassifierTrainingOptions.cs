using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.CoAtNets;

namespace PostFocus.Trainers.Training.Classifier;

/// <summary>How a focus classifier is trained. Defaults are the paper's where it states them.</summary>
public sealed record ClassifierTrainingOptions : TrainingOptions
{
    /// <summary>The defaults.</summary>
    public ClassifierTrainingOptions() => (BatchSize, LearningRate) = (50, 1e-4);

    /// <summary>The network. Default: the compact one.</summary>
    public ClassifierNetworkOptions Network
    {
        get;
        init => field = Require.NotNull(value);
    } = CoAtNetOptions.Compact;

    /// <summary>Passes over the training set, 1 to 100,000. Default 100.</summary>
    public int Epochs
    {
        get;
        init => field = Require.Range(value, 1, 100_000);
    } = 100;

    /// <summary>
    /// Weight of each class in the training loss, 0 to 1000: in focus, out of focus; empty for equal weights, the default.
    /// Validation losses are unweighted.
    /// </summary>
    public IReadOnlyList<float> ClassWeights
    {
        get;
        init => field = Require.Each(value, 0, 10_000, 0, 1000);
    } = [];

    /// <summary>
    /// Weight beside the cross-entropy, 0 to 1000, of the smooth L1 error (Huber with its corner at 1) of |z| in units of
    /// <see cref="ClassifierNetwork.DefocusUnitMicrons"/>. Only for networks that estimate defocus. Default 1.
    /// </summary>
    public double DefocusWeight
    {
        get;
        init => field = Require.Range(value, 0, 1000);
    } = 1;

    /// <summary>
    /// Weight beside the cross-entropy, 0 to 1000, of the binary cross-entropy of the side, z &gt; 0. Only for networks that
    /// estimate defocus. Default 0.2.
    /// </summary>
    public double SideWeight
    {
        get;
        init => field = Require.Range(value, 0, 1000);
    } = 0.2;

    /// <summary>
    /// Distance from focus in µm, 0 to 1000, up to which a frame has no side to learn. Default 1.
    /// </summary>
    public double SideFromMicrons
    {
        get;
        init => field = Require.Range(value, 0, 1000);
    } = 1;

    /// <summary>Random changes to training frames.</summary>
    public AugmentationOptions Augmentation
    {
        get;
        init => field = Require.NotNull(value);
    } = new();
}
