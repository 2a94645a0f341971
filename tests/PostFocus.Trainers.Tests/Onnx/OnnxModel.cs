using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace PostFocus.Trainers.Tests.Onnx;

/// <summary>Runs exported models in ONNX Runtime on torch tensors.</summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;

    public OnnxModel(byte[] model, int threads = 1)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads };
        _session = new InferenceSession(model, options);
    }

    public IReadOnlyList<string> Inputs => _session.InputNames;

    public IReadOnlyList<string> Outputs => _session.OutputNames;

    /// <summary>The only output.</summary>
    public Tensor Run(params (string Name, Tensor Value)[] inputs) => RunEach(inputs).Single();

    /// <summary>The outputs one by one.</summary>
    public Tensor[] RunEach(params (string Name, Tensor Value)[] inputs)
    {
        using var results = _session.Run([
            .. inputs.Select(i =>
                NamedOnnxValue.CreateFromTensor(
                    i.Name,
                    new DenseTensor<float>(i.Value.data<float>().ToArray(), [.. i.Value.shape.Select(d => (int)d)])
                )
            ),
        ]);
        return
        [
            .. results
                .Select(r => r.AsTensor<float>())
                .Select(output => tensor(output.ToArray()).reshape([.. output.Dimensions.ToArray().Select(d => (long)d)])),
        ];
    }

    /// <summary>All outputs for the frames side by side, [N, outputs].</summary>
    public Tensor RunAll(Tensor frames)
    {
        var shape = frames.shape.Select(d => (int)d).ToArray();
        using var results = _session.Run([
            NamedOnnxValue.CreateFromTensor("frame", new DenseTensor<float>(frames.data<float>().ToArray(), shape)),
        ]);
        return cat([.. results.Select(r => tensor(r.AsTensor<float>().ToArray()).reshape(frames.shape[0], -1))], 1);
    }

    public void Dispose() => _session.Dispose();
}
