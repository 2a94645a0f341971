using System.CommandLine;
using PostFocus.Benchmarks.Reporting;
using PostFocus.Benchmarks.Statistics;
using PostFocus.Imaging;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Benchmarks.Reality;

/// <summary><c>reality</c>: how near simulated images come to recorded ones.</summary>
internal static class RealityBenchmark
{
    private const int CropSide = 412;
    private const long Seed = 20; // not one that the preset was tuned with

    public static Command Create()
    {
        var sephace = new Option<string>("--sephace")
        {
            Description = "Folder with the recorded planes of sephaCe set 1 (…set1_fine_dz+09.75um.png and so on).",
            Required = true,
        };
        var fields = new Option<int>("--fields") { Description = "How many fields to simulate.", DefaultValueFactory = _ => 12 };
        var pictures = new Option<string?>("--pictures") { Description = "Folder for montages of recorded and simulated images (PNG)." };
        var file = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("reality", "Compares simulated with recorded planes: correlation, gradients, spectra.")
        {
            sephace,
            fields,
            pictures,
            file,
        };
        command.SetAction(parsed =>
            Run(parsed.GetRequiredValue(sephace), parsed.GetValue(fields), parsed.GetValue(pictures))
                .Publish(Console.Out, parsed.GetValue(file))
        );
        return command;
    }

    private static MarkdownReport Run(string sephace, int fields, string? pictures)
    {
        var machine = Machine.Describe();
        var pixelSize = AssayPreset.Adherent40x.PixelSize;
        FocusTriplet near = SephaceTriplet.Fine.Read(sephace),
            far = SephaceTriplet.Init.Read(sephace);
        FocusTriplet[][] simulated = [.. SimulatedTriplets.Simulate(fields, Seed, SephaceTriplet.Fine, SephaceTriplet.Init)];
        if (pictures is not null)
            WritePictures(pictures, near, [.. simulated.Select(field => field[0])]);

        return new MarkdownReport()
            .Heading(1, "Reality")
            .Paragraph(
                "Adherent cells in 40× brightfield: one recorded field (sephaCe set 1) beside simulated ones (preset `40x-adherent`). "
                    + "On the dark side of focus cells look dark; stage and simulation count in opposite directions. The preset was tuned by the first "
                    + "table, on this one field: the table says what was reached. The second was not looked at in tuning, but shows the same cells."
            )
            .Add(
                [
                    $"Recorded: {near.Focus.Width} × {near.Focus.Height} pixels, 8 bits, noise included.",
                    $"Simulated: {fields} fields of {simulated[0][0].Focus.Width} × {simulated[0][0].Focus.Height} pixels of {pixelSize} µm, 8 bits, seed {Seed}.",
                ],
                machine
            )
            .List(
                "PCC: Pearson correlation of whole fields. \"Without uneven light\" each plane is divided by its best surface of second order before.",
                "Gradient energy: mean squared difference of neighbouring pixels, noise included.",
                "Power: variance of relative brightness by spatial period, in tiles of 512 × 512 pixels under a Hann window.",
                "±: standard deviation over the simulated fields. Inside: whether the recorded figure lies between the least and the greatest of them."
            )
            .Comparison(
                "Planes 'fine': 9.75 µm to the dark side, 10.3 µm to the bright side",
                near,
                simulated.Select(field => field[0]),
                pixelSize
            )
            .Comparison(
                "Planes 'init': 25.2 µm to the dark side, 24 µm to the bright side",
                far,
                simulated.Select(field => field[1]),
                pixelSize
            );
    }

    private static MarkdownReport Comparison(
        this MarkdownReport report,
        string title,
        FocusTriplet recorded,
        IEnumerable<FocusTriplet> simulated,
        double pixelSize
    )
    {
        double[][] values = [.. simulated.Select(field => TripletStatistics.Of(field, pixelSize).Select(figure => figure.Value).ToArray())];
        return report
            .Heading(2, title)
            .Table(
                ["Figure", "Recorded", "Simulated", "Least", "Greatest", "Inside"],
                TripletStatistics.Of(recorded, pixelSize).Select((figure, k) => Row(figure, [.. values.Select(v => v[k])]))
            );
    }

    private static string[] Row((string Name, double Value) recorded, double[] simulated) =>
        [
            recorded.Name,
            $"{recorded.Value:F3}",
            $"{simulated.Average():F3} ± {simulated.StandardDeviation():F3}",
            $"{simulated.Min():F3}",
            $"{simulated.Max():F3}",
            recorded.Value >= simulated.Min() && recorded.Value <= simulated.Max() ? "yes" : "no",
        ];

    /// <summary>Two crops of the recorded field over crops of simulated ones, and simulated nanowells in and out of focus.</summary>
    private static void WritePictures(string folder, FocusTriplet recorded, FocusTriplet[] simulated)
    {
        Directory.CreateDirectory(folder);
        CropMontage.Write(
            Path.Combine(folder, "adherent.png"),
            CropSide,
            0.3,
            [Crops(recorded, 200, 430), Crops(recorded, 560, 180), .. simulated.Take(3).Select(field => Crops(field, 256, 256))]
        );

        var wells = AssayPreset.Timing.Apply(new PairOptions { Wells = 4, Seed = Seed });
        wells = wells with { Nanowell = wells.Nanowell with { MinCells = 1 } };
        Frame[][] planes = [.. PairSimulator.Simulate(wells).Select(frame => frame.Frame).Chunk(3)];
        CropMontage.Write(
            Path.Combine(folder, "timing.png"),
            wells.Size,
            1.2,
            [.. Enumerable.Range(0, 3).Select(plane => planes.Select(well => (well[plane], 0, 0)).ToArray())]
        );
    }

    private static (Frame, int, int)[] Crops(FocusTriplet triplet, int top, int left) =>
        [.. triplet.Planes.Select(plane => (plane.Frame, top, left))];
}
