using PostFocus.Imaging.Storage;
using PostFocus.Trainers;
using static PostFocus.Imaging.Storage.CsvTable;

namespace PostFocus.Cli.Reproduce;

/// <summary>A network as published, with two classes, and how many numbers training sets in it.</summary>
internal sealed record NetworkRow(string Name, string Task, double Parameters);

/// <summary>Sizes of the networks that the paper compares, counted in those of this program.</summary>
internal static class NetworkTable
{
    public const string Folder = "networks";

    private const string File = "networks.csv",
        Classification = "classification",
        Restoration = "restoration";

    // The others that go by a name are made for CPUs, or have the size that they are given.
    private static readonly string[] s_classifiers = ["alexnet", "resnet50", "googlenet", "vit-b32", "coatnet0"],
        s_restorers = ["ddpm", "dmphn", "uformer-t", "uformer-s", "uformer-b"];

    public static int Count => s_classifiers.Length + s_restorers.Length;

    public static void Write(string folder, Action<int> onNetwork)
    {
        var rows = new List<NetworkRow>();
        foreach (var name in s_classifiers)
        {
            using var network = ClassifierNetworks.ByName(name).Create(0);
            Add(name, Classification, network.ParameterCount);
        }
        foreach (var name in s_restorers)
        {
            using var network = RestorerNetworks.ByName(name).Create(0);
            Add(name, Restoration, network.ParameterCount);
        }
        CsvTable.Write(
            Path.Combine(folder, File),
            ["network", "task", "parameters"],
            rows.Select(row => (string[])[Cell(row.Name), Cell(row.Task), Cell(row.Parameters)])
        );

        void Add(string name, string task, long parameters)
        {
            rows.Add(new(name, task, parameters));
            onNetwork(rows.Count);
        }
    }

    public static IReadOnlyList<NetworkRow> Read(string folder) =>
        [
            .. CsvTable
                .Read(Path.Combine(folder, File), "network", "task", "parameters")
                .Select(row => new NetworkRow(
                    row.Known(row.Text("network"), "network"),
                    row.Known(row.Text("task"), "task"),
                    row.Known(row.Number("parameters"), "parameters")
                )),
        ];
}
