using PostFocus.Transforms.Onnx;

namespace PostFocus.Transforms.Restoration;

/// <summary>What the output of a restorer from elsewhere means.</summary>
public enum OwnRestorerOutput
{
    /// <summary>The restored image, in the intensities that the network is given.</summary>
    Image,

    /// <summary>What is added to the recorded image, in the same.</summary>
    Difference,
}

/// <summary>A restorer from elsewhere, an image to an image of its size: what it takes and gives.</summary>
public sealed record OwnRestorerOptions : OwnNetworkOptions
{
    /// <summary>What its output means. Default <see cref="OwnRestorerOutput.Image"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such meaning.</exception>
    public OwnRestorerOutput Output
    {
        get;
        init =>
            field = Enum.IsDefined(value)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(Output), value, "There is no such output.");
    }
}
