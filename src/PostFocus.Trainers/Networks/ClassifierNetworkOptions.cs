using System.Text.Json.Serialization;
using PostFocus.Imaging;

namespace PostFocus.Trainers.Networks;

/// <summary>
/// A classifier network that can be trained: the side of its input, how grey values enter, what it tells, and how to make it.
/// </summary>
/// <remarks>
/// A network of your own is a record of this type beside a <see cref="ClassifierNetwork"/>. Its public properties are written as
/// JSON into checkpoints: a training goes on only with an equal record.
/// </remarks>
public abstract record ClassifierNetworkOptions
{
    /// <summary>
    /// Outputs for the distance from focus: |z| in units of <see cref="ClassifierNetwork.DefocusUnitMicrons"/>, and the side as a logit.
    /// </summary>
    internal const int DefocusOutputs = 2;

    /// <summary>Height and width of the input in pixels, 32 to 1024. Default 224.</summary>
    public int InputSize
    {
        get;
        init => field = Require.Range(value, 32, 1024);
    } = 224;

    /// <summary>
    /// Channels of the first convolution, 1 or 3; three all see the same grey frame, as networks do whose weights come
    /// from photographs. Default 1.
    /// </summary>
    public int InputChannels
    {
        get;
        init => field = Require.Range(value, 1, 3);
    } = 1;

    /// <summary>
    /// Whether grey values are normalised by the mean and the standard deviation of ImageNet's channels; without, the
    /// network sees unit intensities. Default false. With one channel, the green one's figures serve.
    /// </summary>
    public bool ImageNetNormalization { get; init; }

    /// <summary>
    /// Whether every frame is brought to the same mean and standard deviation first, so that the network sees neither brightness nor
    /// contrast, which differ between microscopes. Default false.
    /// </summary>
    public bool StandardizesFrames { get; init; }

    /// <summary>Number of classes, 2 to 10,000. Default 2: in focus, out of focus.</summary>
    public int Classes
    {
        get;
        init => field = Require.Range(value, 2, 10_000);
    } = 2;

    /// <summary>Whether a second head tells the distance from focus in µm, and on which side. Default false.</summary>
    public bool EstimatesDefocus { get; init; }

    /// <summary>Outputs of the last layer: the classes' logits, then those of the second head.</summary>
    [JsonIgnore]
    public int Outputs => Classes + (EstimatesDefocus ? DefocusOutputs : 0);

    /// <summary>A new network with random weights.</summary>
    /// <param name="seed">Seed of the weights; nothing else may have a part in them.</param>
    public abstract ClassifierNetwork Create(ulong seed);

    /// <summary>Throws where options that are valid one by one do not fit together; called before a training.</summary>
    protected internal virtual void Validate() =>
        Require.That(InputChannels != 2, InputChannels, $"{nameof(InputChannels)} must be 1 or 3.", nameof(InputChannels));
}
