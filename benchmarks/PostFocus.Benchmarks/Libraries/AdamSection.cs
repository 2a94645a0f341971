using PostFocus.Benchmarks.Reporting;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace PostFocus.Benchmarks.Libraries;

/// <summary>Adam: one step of as many weights as the shipped restorer has, here and in TorchSharp.</summary>
internal static class AdamSection
{
    private const int Parameters = 200,
        Numbers = 31_000,
        Steps = 20;

    public static void Add(MarkdownReport report)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, CPU);
        Parameter[] ours = [.. Enumerable.Range(0, Parameters).Select(_ => new Parameter(randn([Numbers], generator: generator)))];
        Parameter[] theirs = [.. ours.Select(p => new Parameter(p.clone()))];
        foreach (var (mine, other) in ours.Zip(theirs))
        {
            var gradient = randn([Numbers], generator: generator);
            (mine.grad, other.grad) = (gradient, gradient.clone());
        }
        using var adam = new Trainers.Torch.Adam(ours, 1e-5);
        using var library = optim.Adam(theirs, lr: 1e-3, weight_decay: 1e-5);
        var times = Timing.Milliseconds(() => Repeat(() => adam.Step(1e-3)), () => Repeat(() => library.step()));
        var difference = ours.Zip(theirs).Max(p => (p.First - p.Second).abs().max().item<float>());
        var steps = (Timing.Repeats + 1) * Steps;
        report
            .Heading(2, "Adam")
            .Paragraph(
                $"A step of {Parameters} parameters of {Numbers} numbers, with weight decay, and the largest difference between the weights after {steps} steps."
            )
            .Table(
                ["", "ms a step"],
                [
                    ["PostFocus", $"{times[0] / Steps:F1}"],
                    ["TorchSharp", $"{times[1] / Steps:F1}"],
                ]
            )
            .Paragraph(
                $"Largest difference: {difference:G2}. What decides is no figure: TorchSharp's step hands libtorch numbers that may be freed while they are read."
            );
    }

    private static void Repeat(Action step)
    {
        for (var i = 0; i < Steps; i++)
            step();
    }
}
