using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Networks;

/// <summary>What all restorers have in common.</summary>
public abstract record RestorerNetworkOptions
{
    /// <summary>Height and width of an input must be multiples of this.</summary>
    internal abstract int Reduction { get; }

    /// <summary>Whether the network can be told the state of a diffusion and its time.</summary>
    internal abstract bool TakesState { get; }

    /// <summary>Whether the network also tells the variance of a diffusion's steps.</summary>
    internal virtual bool TellsVariance => false;

    /// <summary>Whether the network also looks at the nearest frames in focus, before and after.</summary>
    internal virtual bool UsesNeighbours => false;

    /// <summary>Channels of the frame: itself, and of each neighbour its pixels and its nearness.</summary>
    internal int FrameChannels => UsesNeighbours ? 1 + NeighbourChannels : 1;

    /// <summary>Channels of both neighbours.</summary>
    internal const int NeighbourChannels = 2 * Neighbour.Channels;

    /// <summary>A new network with random weights.</summary>
    /// <param name="seed">Seed of the weights; nothing else has a part in them.</param>
    internal abstract RestorerNetwork Create(ulong seed);

    /// <summary>Throws where options that are valid one by one do not fit together.</summary>
    internal abstract void Validate();
}
