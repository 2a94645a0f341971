using PostFocus.Imaging;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.Dmphns;
using PostFocus.Trainers.Networks.Uformers;
using PostFocus.Trainers.Networks.UNets;

namespace PostFocus.Trainers;

/// <summary>The restorers that go by a name.</summary>
/// <remarks>Those named compact are made for CPUs; ddpm is Wu et al.'s, dmphn and uformer are as published.</remarks>
public static class RestorerNetworks
{
    private static readonly NetworkNames<RestorerNetworkOptions> s_all = new(
        new("unet", new ConditionalUNetOptions()),
        new("ddpm-compact", ConditionalUNetOptions.PaperCompact),
        new("dmphn-compact", DmphnOptions.Compact),
        new("uformer-compact", UformerOptions.Compact),
        new("ddpm", ConditionalUNetOptions.Paper),
        new("dmphn", DmphnOptions.Published),
        new("uformer-t", UformerOptions.Tiny),
        new("uformer-s", UformerOptions.Small),
        new("uformer-b", UformerOptions.Base)
    );

    /// <summary>All names; the first is the default's.</summary>
    public static IReadOnlyList<string> Names => s_all.Names;

    /// <summary>The network of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public static RestorerNetworkOptions ByName(string name) => s_all.ByName(name);

    /// <summary>The network that an ONNX file of <see cref="RestorerNetwork.ToOnnx"/> holds.</summary>
    /// <param name="onnx">The bytes of the file.</param>
    /// <returns>Its options; null for files that do not tell, such as those of networks of your own.</returns>
    /// <exception cref="PostFocusException">The bytes are not an ONNX file, or what they tell is damaged.</exception>
    public static RestorerNetworkOptions? Of(ReadOnlyMemory<byte> onnx) =>
        NetworkDescription.Read(onnx, s_all.Networks.Select(n => n.GetType()));
}
