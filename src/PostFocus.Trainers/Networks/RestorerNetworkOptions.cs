using System.Text.Json.Serialization;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Networks;

/// <summary>A restorer network that can be trained: its size, what it asks for, and how to make it.</summary>
/// <remarks>
/// A network of your own is a record of this type beside a <see cref="RegressionNetwork"/>, or a <see cref="RestorerNetwork"/> for
/// a diffusion. Its public properties are written as JSON into checkpoints: a training goes on only with an equal record.
/// </remarks>
public abstract record RestorerNetworkOptions
{
    /// <summary>Height and width of an input must be multiples of this, 1 or more. Default 1.</summary>
    protected internal virtual int Reduction => 1;

    /// <summary>Whether the network can be told the state of a diffusion and its time. Default false: it is a regression.</summary>
    protected internal virtual bool TakesState => false;

    /// <summary>
    /// Whether the network also tells the variance of a diffusion's steps, as a second channel of its output. Default false.
    /// </summary>
    protected internal virtual bool TellsVariance => false;

    /// <summary>Whether the network also looks at the nearest frames in focus, before and after. Default false.</summary>
    protected internal virtual bool UsesNeighbours => false;

    /// <summary>
    /// Channels of the frame that the network is given: 1, or 5 with neighbours (<see cref="RestorationModel.UsesNeighbours"/>).
    /// </summary>
    [JsonIgnore]
    public int FrameChannels => UsesNeighbours ? 1 + 2 * Neighbour.Channels : 1;

    /// <summary>A new network with random weights.</summary>
    /// <param name="seed">Seed of the weights; nothing else may have a part in them.</param>
    public abstract RestorerNetwork Create(ulong seed);

    /// <summary>Throws where options that are valid one by one do not fit together; called before a training.</summary>
    protected internal virtual void Validate() { }
}
