using System.Collections;
using System.Security.Cryptography;
using Microsoft.ML;
using PostFocus.Transforms;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.Restoration;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Benchmarks.Robustness;

/// <summary>
/// Damaged model zips: what loads must be what was saved, and all else refused. Most of them hold networks of a few
/// operators, so that damage meets numbers and structure more often than weights.
/// </summary>
internal sealed class DamagedZips
{
    private const int Side = 32,
        HeaderBytes = 4096;

    private readonly MLContext _context = new(1);
    private readonly string _scratch;
    private readonly List<(byte[] Bytes, string Values)> _seeds = [];

    /// <param name="scratch">An empty folder.</param>
    /// <param name="zips">Zips to damage beside the small one.</param>
    public DamagedZips(string scratch, IEnumerable<string> zips)
    {
        _scratch = Directory.CreateDirectory(scratch).FullName;
        foreach (var zip in zips.Prepend(WriteSmall()))
            _seeds.Add((File.ReadAllBytes(zip), Values(_context.FocusRestoration.LoadModels(zip))));
    }

    /// <param name="tally">Of all.</param>
    /// <param name="count">How many zips; one in fifty is of the large ones.</param>
    /// <param name="random">Of the damage.</param>
    public void Run(Tally tally, int count, Random random)
    {
        var path = Path.Combine(_scratch, "damaged.zip");
        for (var i = 0; i < count; i++)
        {
            (var bytes, var values) = _seeds[i % 50 == 0 ? i / 50 % _seeds.Count : 0];
            var damaged = ByteMutation.Of(bytes, random, HeaderBytes);
            // Structure lies at the end of a zip, too.
            if (random.Next(3) == 0)
                damaged =
                [
                    .. bytes[..^Math.Min(bytes.Length, HeaderBytes)],
                    .. ByteMutation.Of(bytes[^Math.Min(bytes.Length, HeaderBytes)..], random, HeaderBytes),
                ];
            File.WriteAllBytes(path, damaged);
            tally.Count(() =>
            {
                if (Values(_context.FocusRestoration.LoadModels(path)) != values)
                    throw new InvalidOperationException("Damage changed what was loaded, and nothing was said.");
            });
        }
    }

    /// <summary>All that decides what the models do.</summary>
    private static string Values(PretrainedModels models) =>
        string.Join(
            '\n',
            Hash(models.Classifier?.OnnxFile ?? default),
            Hash(models.Restorer?.OnnxFile ?? default),
            Fields(models.Classifier),
            Fields(models.Restorer),
            Fields(models.Gate)
        );

    private static string Hash(ReadOnlyMemory<byte> network) => Convert.ToHexString(SHA256.HashData(network.Span));

    private static string Fields(object? model) =>
        model is null
            ? "none"
            : string.Join(
                ';',
                model
                    .GetType()
                    .GetProperties()
                    .Where(p => p.GetIndexParameters().Length == 0 && p.Name != nameof(FocusModel.OnnxFile))
                    .Select(p =>
                        $"{p.Name}={(p.GetValue(model) is IEnumerable values and not string ? string.Join(',', values.Cast<object>()) : p.GetValue(model))}"
                    )
            );

    private string WriteSmall()
    {
        var classifier = Model(
            [
                Node("GlobalAveragePool", ["frame"], "pooled"),
                Node("Flatten", ["pooled"], "mean"),
                Node("Neg", ["mean"], "minus"),
                Node("Concat", ["minus", "mean"], "logits", Axis(1)),
            ],
            [Value("frame", Side, Side)],
            Shaped("logits", 2)
        );
        var restorer = Model(
            [Node("Identity", ["noisy"], "residual")],
            [Value("frame", Side, Side), Value("noisy", Side, Side), Value("time")],
            Value("residual", Side, Side)
        );
        var gate = new GateModel(
            [.. GateModel.EvidenceNames.Select((name, i) => new GateFeature(name, i, 1 + i, 0.5 - i))],
            0.25,
            0.75,
            new() { AllowedWorse = 0.02, Confidence = 0.9 }
        );
        var frames = _context.Data.LoadFrames("data/sample");
        ITransformer chain = _context
            .Transforms.ScoreFocus(new FocusModel(classifier, Side))
            .Append(_context.Transforms.ConditionalRestore(new RestorationModel(restorer, Side, 0.1f)))
            .Append(_context.Transforms.GateRestoration(gate))
            .Fit(frames);
        var zip = Path.Combine(_scratch, "small.zip");
        _context.Model.Save(chain, frames.Schema, zip);
        return zip;
    }
}
