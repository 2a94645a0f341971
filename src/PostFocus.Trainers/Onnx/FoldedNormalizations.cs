using System.Runtime.InteropServices;
using PostFocus.Trainers.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Onnx;

/// <summary>
/// Settings of batch normalisations whose work folded convolutions do: not needed to compute, but to train on. An ONNX file
/// keeps them as text in its metadata.
/// </summary>
internal sealed class FoldedNormalizations
{
    /// <summary>Name of the entry in the metadata.</summary>
    public const string Key = "postfocus.batch_normalizations";

    private readonly List<BatchNorm2d> _norms = [];

    public bool IsEmpty => _norms.Count == 0;

    public void Add(BatchNorm2d norm) => _norms.Add(norm);

    /// <summary>Weight, bias, running mean, running variance of each, as float32 in base 64.</summary>
    public string ToText() =>
        Convert.ToBase64String(MemoryMarshal.AsBytes<float>([.. Settings.SelectMany(t => t.detach().cpu().data<float>().ToArray())]));

    /// <summary>Sets them to those of a file; to do nothing, where the file tells none or those of another network.</summary>
    public void Load(string? text)
    {
        var bytes = new byte[Settings.Sum(t => t.numel()) * sizeof(float)];
        if (text is null || !Convert.TryFromBase64String(text, bytes, out var count) || count != bytes.Length)
        {
            foreach (var norm in _norms)
                norm.PassThrough();
            return;
        }
        var rest = MemoryMarshal.Cast<byte, float>(bytes);
        foreach (var setting in Settings)
        {
            setting.copy_(tensor(rest[..(int)setting.numel()].ToArray()));
            rest = rest[(int)setting.numel()..];
        }
    }

    private IEnumerable<Tensor> Settings => _norms.SelectMany(n => new[] { n.weight!, n.bias!, n.running_mean!, n.running_var! });
}
