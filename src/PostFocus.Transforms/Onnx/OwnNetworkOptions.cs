using PostFocus.Imaging;

namespace PostFocus.Transforms.Onnx;

/// <summary>What a network from elsewhere is given: one image, batch axis first, of one channel or of several alike.</summary>
public abstract record OwnNetworkOptions
{
    private protected OwnNetworkOptions() { }

    /// <summary>The output that counts. Default null: the only one.</summary>
    public string? OutputName { get; init; }

    /// <summary>Side of the square input, 8 to 4096 pixels. Default null: as the file says.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public int? InputSize
    {
        get;
        init => field = (int?)Require.Range(value, 8, 4096);
    }

    /// <summary>
    /// What the network is given where the intensity range begins (unit intensity −1), finite. Default −1. Of networks that take 0 to 1 it
    /// is 0.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public double Black
    {
        get;
        init => field = Require.Range(value, -1e6, 1e6);
    } = -1;

    /// <summary>What it is given where the range ends (unit intensity +1), finite, another than <see cref="Black"/>. Default 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not finite.</exception>
    public double White
    {
        get;
        init => field = Require.Range(value, -1e6, 1e6);
    } = 1;

    /// <summary>
    /// Pixel size that it was trained at, 0.001 to 1000 µm; frames of known, other pixel size are brought to it. Default null: frames are
    /// taken as they are.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public double? PixelMicrons
    {
        get;
        init => field = Require.Range(value, 0.001, 1000);
    }
}
