using System.CommandLine;
using PostFocus.Benchmarks.Reporting;

namespace PostFocus.Benchmarks.Libraries;

/// <summary><c>libraries</c>: what is written in this project beside the libraries that could do it.</summary>
internal static class LibrariesBenchmark
{
    public static Command Create()
    {
        var sample = new Option<string>("--sample")
        {
            Description = "Folder of frames that pictures are laid out of.",
            DefaultValueFactory = _ => "data/sample",
        };
        var truth = new Option<string>("--truth")
        {
            Description = "Manifest of frames with their truth, for registration.",
            DefaultValueFactory = _ => "data/sample-truth/truth.csv",
        };
        var model = new Option<string>("--model")
        {
            Description = "Model zip whose network is read.",
            DefaultValueFactory = _ => "data/models/postfocus.zip",
        };
        var path = new Option<string?>("--out") { Description = "Markdown file to write beside printing." };
        var command = new Command("libraries", "Pictures, protocol buffers, Adam and registration, beside libraries.")
        {
            sample,
            truth,
            model,
            path,
        };
        command.SetAction(parsed =>
        {
            var report = new MarkdownReport()
                .Heading(1, "Beside libraries")
                .Paragraph(
                    "What is written here although a library could do it, and both on the same input. Times are of the processor, medians of "
                        + $"{Timing.Repeats} runs after one to warm up, turn by turn."
                )
                .Add([], Machine.Describe());
            PictureSection.Add(report, parsed.GetRequiredValue(sample));
            WireSection.Add(report, parsed.GetRequiredValue(model));
            AdamSection.Add(report);
            RegistrationSection.Add(report, parsed.GetRequiredValue(truth));
            report.Publish(Console.Out, parsed.GetValue(path));
        });
        return command;
    }
}
