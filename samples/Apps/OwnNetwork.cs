#:project ../../src/PostFocus.Trainers/PostFocus.Trainers.csproj
#:property PublishAot=false
// A restorer network of your own: trained, saved, loaded and used.
//   dotnet run -c Release samples/Apps/OwnNetwork.cs -- [MANIFEST.csv] [OUT.zip] [STEPS]
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Trainers;
using PostFocus.Trainers.Networks;
using PostFocus.Trainers.Networks.Blocks;
using PostFocus.Trainers.Onnx;
using PostFocus.Trainers.Training.Restorer;
using PostFocus.Transforms.Restoration;
using static TorchSharp.torch;

string manifest = args.Length > 0 ? args[0] : "data/sample-truth/truth.csv";
string zip = args.Length > 1 ? args[1] : "own.zip";
int steps = args.Length > 2 ? int.Parse(args[2]) : 500;

var context = new MLContext(seed: 1);
IDataView frames = context.Data.LoadFrames(manifest);
var trainer = context.FocusRestoration.Trainers.Restorer(
    new RestorerTrainer.Options
    {
        Training = RestorerTrainingOptions.Regression(new PatchNetworkOptions()) with { Steps = steps },
        Restore = new ConditionalRestoreEstimator.Options { DecisionColumnName = "Label", Samples = 2 },
    }
);
context.Model.Save(trainer.Fit(frames), frames.Schema, zip);

// The zip holds an ONNX file: who loads it needs no class of this program, nor TorchSharp.
ITransformer restorer = context.Model.Load(zip, out _);
IDataView restored = restorer
    .Append(context.Transforms.FocusMetrics(referenceColumnName: "Reference").Fit(restorer.Transform(frames)))
    .Transform(frames);
float[] psnr =
[
    .. restored
        .GetColumn<bool>("WasRestored")
        .Zip(restored.GetColumn<float>("Psnr"))
        .Where(frame => frame.First)
        .Select(frame => frame.Second),
];
Console.WriteLine($"{psnr.Length} frames restored, PSNR {psnr.Average():F1} dB");

/// <summary>Three convolutions on patches of 2 × 2 pixels: the size, what it asks for, and how to make it.</summary>
internal sealed record PatchNetworkOptions : RestorerNetworkOptions
{
    public int Channels { get; init; } = 24;

    protected override int Reduction => 2;

    public override RestorerNetwork Create(ulong seed) => new PatchNetwork(this, seed);
}

/// <summary>The network: what it computes in torch, and beside it the same as ONNX.</summary>
internal sealed class PatchNetwork : RegressionNetwork
{
    private readonly Convolution first,
        second,
        last;

    public PatchNetwork(PatchNetworkOptions options, ulong seed)
        : base(nameof(PatchNetwork), options)
    {
        using var generator = new Generator(seed, CPU);
        first = new(generator, 4, options.Channels, kernel: 5);
        second = new(generator, options.Channels, options.Channels, kernel: 5);
        last = new(null, options.Channels, 4, kernel: 3); // zeros: at first it changes nothing
        RegisterComponents();
    }

    protected override Tensor Compute(Tensor frame)
    {
        Tensor h = nn.functional.relu(first.forward(nn.functional.pixel_unshuffle(frame, 2)));
        h = nn.functional.relu(second.forward(h));
        return nn.functional.pixel_shuffle(last.forward(h), 2);
    }

    protected override OnnxValue Export(OnnxGraph graph, OnnxValue frame)
    {
        OnnxValue h = graph.Relu(first.Export(graph, graph.PatchesToChannels(frame, 2)));
        h = graph.Relu(second.Export(graph, h));
        return graph.ChannelsToPatches(last.Export(graph, h), 2);
    }
}
