using System.CommandLine;
using System.Numerics;
using MathNet.Numerics;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging.Fourier;

namespace PostFocus.Benchmarks.Fourier;

/// <summary><c>fourier</c>: the two-dimensional transform of simulation, registration and spectra, beside MathNet's managed one.</summary>
internal static class FourierBenchmark
{
    // A patch, the simulation's grids, a frame of a nanowell, a field, a whole camera.
    private static readonly (int Height, int Width)[] s_planes = [(64, 64), (128, 128), (512, 512), (96, 96), (600, 600), (1040, 1388)];

    public static Command Create()
    {
        var repeats = new Option<int>("--repeats") { Description = "Runs that the medians are taken over.", DefaultValueFactory = _ => 7 };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("fourier", "Milliseconds a two-dimensional Fourier transform, ours and MathNet's.") { repeats, path };
        command.SetAction(parsed => Run(parsed.GetValue(repeats)).Publish(Console.Out, parsed.GetValue(path)));
        return command;
    }

    private static MarkdownReport Run(int repeats)
    {
        Control.UseSingleThread();
        var machine = Machine.Describe();
        return new MarkdownReport()
            .Heading(1, "Fourier transforms")
            .Paragraph(
                $"Planes of complex numbers of double precision, forward, in place, on one thread: ms of the processor, medians of {repeats} runs after two to warm up, "
                    + "turn by turn. Difference: the largest between the two results, by the largest magnitude."
            )
            .Add([], machine)
            .Table(
                ["Plane", "Ours, ms", "MathNet.Numerics, ms", "MathNet's by ours", "Difference"],
                s_planes.Select(plane => Row(plane.Height, plane.Width, repeats))
            );
    }

    private static string[] Row(int height, int width, int repeats)
    {
        var random = new Random(1);
        Complex[] plane = [.. Enumerable.Range(0, height * width).Select(_ => new Complex(random.NextDouble(), random.NextDouble()))];
        Complex[] ours = [.. plane],
            theirs = [.. plane];
        double[] oursMs = new double[repeats],
            theirMs = new double[repeats];
        for (var i = -2; i < repeats; i++)
        {
            var mine = Milliseconds(ours, () => PlaneSpectrum.Forward(ours, height, width));
            var other = Milliseconds(theirs, () => MathNetPlane.Forward(theirs, height, width));
            if (i >= 0)
                (oursMs[i], theirMs[i]) = (mine, other);
        }
        var difference = ours.Zip(theirs, (a, b) => (a - b).Magnitude).Max() / theirs.Max(c => c.Magnitude);
        return
        [
            $"{height} × {width}",
            Short(oursMs.Median()),
            Short(theirMs.Median()),
            $"{theirMs.Median() / oursMs.Median():F1}",
            $"{difference:0e-0}",
        ];

        static string Short(double ms) => ms < 100 ? $"{ms:G3}" : $"{ms:F0}";

        // Repeated until the clock of the processor is fine enough for it.
        double Milliseconds(Complex[] values, Action transform)
        {
            var count = 0;
            var seconds = ProcessorTime.Of(() =>
            {
                var clock = System.Diagnostics.Stopwatch.StartNew();
                do
                {
                    plane.CopyTo(values, 0);
                    transform();
                    count++;
                } while (clock.ElapsedMilliseconds < 100);
            });
            return 1000 * seconds / count;
        }
    }
}
