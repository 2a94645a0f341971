using PostFocus.Transforms.Onnx;

namespace PostFocus.Transforms.Classification;

/// <summary>What the output of a classifier from elsewhere means.</summary>
public enum OwnClassifierOutput
{
    /// <summary>[N, 2]: logits of in focus and of out of focus.</summary>
    Logits,

    /// <summary>A number for each image: the logit of out of focus.</summary>
    Logit,

    /// <summary>A number for each image: the probability of out of focus, 0 to 1.</summary>
    Probability,
}

/// <summary>A classifier from elsewhere: what it takes and gives.</summary>
public sealed record OwnClassifierOptions : OwnNetworkOptions
{
    /// <summary>What its output means. Default <see cref="OwnClassifierOutput.Logits"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such meaning.</exception>
    public OwnClassifierOutput Output
    {
        get;
        init =>
            field = Enum.IsDefined(value)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(Output), value, "There is no such output.");
    }
}
