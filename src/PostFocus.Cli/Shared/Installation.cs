using System.Reflection;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Shared;

/// <summary>What lies beside the program, and may have been left behind when it was copied.</summary>
internal static class Installation
{
    private const string Mend = "Copy the folder of the program as a whole, with runtimes and models, or build it again.";

    /// <summary>
    /// Name and version, without the commit that .NET appends: the same source gives the same bytes, be it in a repository or not.
    /// </summary>
    public static string Software { get; } =
        $"PostFocus {typeof(Installation).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0]}";

    /// <summary>The zip that is shipped beside the program.</summary>
    public static string PretrainedModel { get; } = Shipped("postfocus.zip");

    /// <summary>Whether a model is the one that is shipped, wherever it lies.</summary>
    public static bool IsPretrained(string path) =>
        path == PretrainedModel
        || (File.Exists(path) && File.Exists(PretrainedModel) && FileHash.Sha256(path) == FileHash.Sha256(PretrainedModel));

    /// <summary>The zip with a segmenter that is shipped beside it.</summary>
    public static string PretrainedSegmenter { get; } = Shipped("cells.zip");

    /// <summary>The model that was asked for, or the one that is shipped.</summary>
    /// <exception cref="PostFocusException">None was asked for, and there is none.</exception>
    public static string Model(string? asked) => asked ?? Pretrained(PretrainedModel);

    /// <summary>The segmenter that was asked for, or the one that is shipped.</summary>
    /// <exception cref="PostFocusException">None was asked for, and there is none.</exception>
    public static string Segmenter(string? asked) => asked ?? Pretrained(PretrainedSegmenter);

    /// <summary>What is missing, where that is why the program failed: a library, managed or native; else null.</summary>
    public static string? Missing(Exception e) =>
        e switch
        {
            DllNotFoundException or BadImageFormatException => $"A library of the program cannot be loaded: {FirstSentence(e)} {Mend}",
            // TorchSharp's own text is for programmers, and long.
            NotSupportedException { Source: "TorchSharp" } =>
                "Training needs libtorch, which is not beside this program: the .NET tool leaves it out, as it weighs 500 MB. Train with the program built from source ('dotnet build -c Release').",
            FileNotFoundException { FileName: { } name } when IsAssembly(name) =>
                $"A library of the program is missing: {name.Split(',')[0]}.dll. {Mend}",
            { InnerException: { } inner } => Missing(inner),
            _ => null,
        };

    private static string Shipped(string name) => Path.Combine(AppContext.BaseDirectory, "models", name);

    private static string Pretrained(string path) =>
        File.Exists(path)
            ? path
            : throw new PostFocusException($"The pretrained model is missing: there is no '{path}'. {Mend} Or name a model with --model.");

    /// <summary>A file that was to be read has a path for a name.</summary>
    private static bool IsAssembly(string name) => name.Contains(", Version=", StringComparison.Ordinal);

    /// <summary>Without the advice to programmers that follows.</summary>
    private static string FirstSentence(Exception e) => e.Message.ReplaceLineEndings(" ").Split(". ")[0].TrimEnd('.') + ".";
}
