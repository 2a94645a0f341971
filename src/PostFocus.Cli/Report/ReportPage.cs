using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using PostFocus.Cli.Results;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Report;

/// <summary><c>report.html</c>: one page that needs nothing beside it, made from the results of a run alone.</summary>
internal static class ReportPage
{
    private static readonly Lazy<IFluidTemplate> s_template = new(() => new FluidParser().Parse(Resource("report.liquid")));

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="folder">The results of a run; nothing else is read.</param>
    /// <returns>Where it is.</returns>
    /// <exception cref="PostFocus.Imaging.FrameFormatException">A table is missing or damaged.</exception>
    public static string Write(string folder)
    {
        var facts = RunFacts.Read(Path.Combine(folder, ResultNames.Facts));
        var frames = FrameReport.Read(Path.Combine(folder, ResultNames.FramesTable));
        var model = ReportModel.Of(folder, facts, SequenceLedger.Of(frames, facts.Rule()));
        var options = new TemplateOptions { MemberAccessStrategy = new UnsafeMemberAccessStrategy(), StrictVariables = true };
        var path = Path.Combine(folder, ResultNames.Report);
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                using var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(false));
                // All that a template shows is escaped, but for what it calls raw.
                s_template
                    .Value.RenderAsync(
                        writer,
                        new TemplateContext(model, options),
                        HtmlEncoder.Create(UnicodeRanges.All),
                        isolateContext: false
                    )
                    .AsTask()
                    .GetAwaiter()
                    .GetResult();
            }
        );
        return path;
    }

    /// <summary>A part of the page, which is embedded in the program.</summary>
    public static string Resource(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
