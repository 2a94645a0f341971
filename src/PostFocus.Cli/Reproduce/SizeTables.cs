namespace PostFocus.Cli.Reproduce;

/// <summary>How large data sets and networks are.</summary>
internal static class SizeTables
{
    public static Figure DataSets(ReproductionSize size, IReadOnlyList<RecoveryRow> videos) =>
        new(
            "table-s1",
            "Data sets (Table S1)",
            "focal stacks of three kinds of objects, and seven data sets of videos.",
            "Counted.",
            "",
            [
                .. ReproductionSets.Planes.Select(set => new FigureRow(
                    "frames out of focus with their frame in focus",
                    FigureRow.Whole,
                    set.Name,
                    "focal stacks",
                    Estimate.Known(set.Wells(size) * set.Planes.Count),
                    new(set.PublishedPairs, double.NaN)
                )),
                .. Videos(videos, "videos", own => own.Count()),
                .. Videos(videos, "frames", own => own.Sum(v => v.Frames)),
                .. Videos(videos, "frames out of focus", own => own.Sum(v => v.OutOfFocus)),
            ]
        );

    public static Figure Networks(IReadOnlyList<NetworkRow> networks, ComparedModels models) =>
        new(
            "table-s2",
            "Networks (Table S2)",
            "five networks classify, and a diffusion is compared with DMPHN and Uformer.",
            "Parameters of the published architectures as this program has them, with two classes and auxiliary heads; and the networks in the model zips that were used here.",
            "",
            [
                .. networks.Select(network => new FigureRow(
                    "parameters, millions",
                    "0.0",
                    network.Task,
                    network.Name,
                    Estimate.Known(network.Parameters / 1e6)
                )),
                .. models.All.SelectMany(Files),
            ]
        );

    private static IEnumerable<FigureRow> Videos(
        IReadOnlyList<RecoveryRow> videos,
        string measure,
        Func<IEnumerable<RecoveryRow>, int> count
    ) => videos.GroupBy(v => v.Set).Select(set => new FigureRow(measure, FigureRow.Whole, set.Key, "videos", Estimate.Known(count(set))));

    private static IEnumerable<FigureRow> Files(ComparedModel model)
    {
        if (model.Models.Classifier is { } classifier)
            yield return File("classifier", classifier.OnnxFile);
        if (model.Models.Restorer is { } restorer)
            yield return File("restorer", restorer.OnnxFile);

        FigureRow File(string part, ReadOnlyMemory<byte> onnx) =>
            new("size of the network's file, MB", "0.0", model.Name, part, Estimate.Known(onnx.Length / 1e6));
    }
}
