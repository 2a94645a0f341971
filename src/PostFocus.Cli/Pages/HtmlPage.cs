using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Fluid;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Pages;

/// <summary>Pages that need nothing beside them, from templates that are embedded in the program.</summary>
internal static class HtmlPage
{
    /// <summary>Writes a page, whole or not at all.</summary>
    /// <param name="path">Where it goes.</param>
    /// <param name="template">Name of the template.</param>
    /// <param name="model">What it shows, by the names that it uses.</param>
    public static void Write(string path, string template, object model)
    {
        var parsed = new FluidParser().Parse(Resource(template));
        var options = new TemplateOptions { MemberAccessStrategy = new UnsafeMemberAccessStrategy(), StrictVariables = true };
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                using var writer = new StreamWriter(temporary, append: false, new UTF8Encoding(false));
                // All that a template shows is escaped, but for what it calls raw.
                parsed
                    .RenderAsync(writer, new TemplateContext(model, options), HtmlEncoder.Create(UnicodeRanges.All), isolateContext: false)
                    .AsTask()
                    .GetAwaiter()
                    .GetResult();
            }
        );
    }

    /// <summary>A part of a page, which is embedded in the program.</summary>
    public static string Resource(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
