using PostFocus.Transforms.ModelZip;

namespace PostFocus.Transforms.Restoration;

/// <summary>A trained diffusion network that restores out-of-focus frames.</summary>
public sealed class RestorationModel
{
    /// <param name="onnx">
    /// Network with inputs <c>frame</c> and <c>noisy</c> [N, 1, tile, tile] and <c>time</c> [N] in [0, 1], and output
    /// <c>residual</c> [N, 1, tile, tile]: the estimate of x0 = (truth − frame) / <paramref name="residualScale"/>.
    /// </param>
    /// <param name="tileSize">Side of the square input, pixels.</param>
    /// <param name="residualScale">Standard deviation of truth − frame in network units over the training set.</param>
    public RestorationModel(byte[] onnx, int tileSize, float residualScale)
    {
        ArgumentNullException.ThrowIfNull(onnx);
        ArgumentOutOfRangeException.ThrowIfLessThan(tileSize, 8);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(residualScale);
        (Onnx, TileSize, ResidualScale) = (onnx, tileSize, residualScale);
    }

    /// <summary>Side of the square input, pixels.</summary>
    public int TileSize { get; }

    /// <summary>Network units per unit of the diffusion's x0.</summary>
    public float ResidualScale { get; }

    /// <summary>The network's ONNX file.</summary>
    public ReadOnlyMemory<byte> OnnxFile => Onnx;

    internal byte[] Onnx { get; }

    internal static RestorationModel Read(BinaryReader reader)
    {
        (int tileSize, float scale) = (reader.ReadInt32(), reader.ReadSingle());
        return new(reader.ReadNetwork(), tileSize, scale);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write(TileSize);
        writer.Write(ResidualScale);
        writer.WriteNetwork(Onnx);
    }
}
