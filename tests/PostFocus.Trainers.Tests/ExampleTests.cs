using System.Xml.Linq;
using Microsoft.ML;

namespace PostFocus.Trainers.Tests;

/// <summary>The examples in the documentation of the catalogs run, on few frames and with few steps in place of many.</summary>
[Trait("Speed", "Slow")] // they start the compiler, and train
public sealed class ExampleTests : IDisposable
{
    // What an editor adds by itself.
    private const string Usings = """
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using PostFocus.Imaging.Pairs;
        using PostFocus.Imaging.Sequences;
        using PostFocus.Trainers;
        using PostFocus.Trainers.Domain;
        using PostFocus.Trainers.Gate;
        using PostFocus.Trainers.Training.Restorer;
        using PostFocus.Trainers.Training.Segmenter;
        using PostFocus.Transforms;
        using PostFocus.Transforms.Classification;
        using PostFocus.Transforms.Domain;
        using PostFocus.Transforms.Gate;
        using PostFocus.Transforms.Segmentation;

        """;

    private static readonly (string Method, string Code)[] s_examples =
    [
        .. new[] { "PostFocus.Transforms", "PostFocus.Trainers" }
            .SelectMany(library => XDocument.Load(Path.Combine(AppContext.BaseDirectory, $"{library}.xml")).Descendants("member"))
            .Where(member => member.Element("example") is not null)
            .Select(member => (NameOf(member.Attribute("name")!.Value), member.Element("example")!.Element("code")!.Value)),
    ];

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Methods => [.. s_examples.Select(example => example.Method)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Methods))]
    public void AnExampleRuns(string method)
    {
        var code = Usings + s_examples.Single(example => example.Method == method).Code;
        foreach (
            var (written, inPlace) in new[]
            {
                ("Epochs = 20", "Network = ClassifierNetworks.ByName(\"alexnet-compact\"), Epochs = 1"),
                ("Minutes = 60", "Steps = 1, BatchSize = 1"),
                ("Minutes = 30", "Steps = 1, BatchSize = 1"),
            }
        )
            code = code.Replace(written, inPlace, StringComparison.Ordinal);
        SampleProgram
            .Compile(
                code.With(
                    ("data/sample", _folder.Video(5, "video")),
                    ("data/models/postfocus.zip", Repository.Model),
                    ("data/models/cells.zip", Path.Combine(Repository.Root, "data", "models", "cells.zip")),
                    ("planes/truth.csv", Planes(method)),
                    ("below", _folder.Video(5, "below")),
                    ("above", _folder.Video(5, "above")),
                    ("focus", _folder.Video(5, "focus"))
                )
            )
            .Run();
    }

    [Fact]
    public void EveryComponentOfACatalogHasAnExample()
    {
        string[] components =
        [
            .. new[] { typeof(FocusScoringCatalog), typeof(TrainerCatalogs) }
                .SelectMany(catalog => catalog.Assembly.GetExportedTypes())
                .Where(type => type is { IsAbstract: true, IsSealed: true, Namespace: "Microsoft.ML" })
                .SelectMany(catalog => catalog.GetMethods())
                .Where(method => method.IsStatic && (method.ReturnType == typeof(IDataView) || IsEstimator(method.ReturnType)))
                .Select(method => $"{method.Name} of {method.GetParameters()[0].ParameterType.Name}")
                .Distinct(),
        ];
        string[] described = [.. s_examples.Select(example => example.Method)];
        Assert.Equal(described.Length, described.Distinct().Count());
        Assert.Empty(components.Except(described));
    }

    private static bool IsEstimator(Type type) =>
        type.GetInterfaces().Append(type).Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEstimator<>));

    /// <summary>Of the identifier of an extension method: its name, and what it extends.</summary>
    private static string NameOf(string identifier)
    {
        var parts = identifier.Split('(');
        return $"{parts[0].Split('.')[^1]} of {parts[1].Split(',', ')')[0].Split('.')[^1]}";
    }

    /// <summary>Simulated planes; a domain needs more of them, and a gate some whose restoration is worse.</summary>
    private string Planes(string method) =>
        method.StartsWith("Gate of", StringComparison.Ordinal)
            ? _folder.PlanesForAGate("planes")
            : SimulatedFolder.Write(_folder["planes"], wells: method.StartsWith("Domain", StringComparison.Ordinal) ? 24 : 3);
}
