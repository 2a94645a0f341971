using PostFocus.Simulation.Assay;

namespace PostFocus.Cli.Reproduce;

/// <summary>All stages, in the order in which they are done.</summary>
internal static class Stages
{
    public static IReadOnlyList<Stage> Of(ReproduceRequest request, ComparedModels models)
    {
        var size = request.Size;
        var videoFrames = size.Videos * size.FramesPerVideo;
        return
        [
            .. ReproductionSets.Planes.SelectMany(set =>
                new[]
                {
                    Simulate(set.Name, set.Frames(size), () => set.Simulate(size)),
                    Measure(
                        set.Name,
                        set.Frames(size) * models.All.Count,
                        size.MeasuringSeconds * models.All.Average(model => model.Cost),
                        (folder, onFrame, cancellation) =>
                            PlaneMeasuring.Write(request.Context, models, set, Data(set.Name), folder, onFrame, cancellation)
                    ),
                }
            ),
            .. ReproductionSets.Videos.SelectMany(set =>
                new[]
                {
                    Simulate(set.Name, videoFrames, () => set.Simulate(size)),
                    Measure(
                        set.Name,
                        videoFrames,
                        size.MeasuringSeconds * models.First.Cost,
                        (folder, onFrame, _) => VideoMeasuring.Write(request, models, set, Data(set.Name), folder, onFrame)
                    ),
                }
            ),
            new(
                "count the parameters of networks",
                Measured(NetworkTable.Folder),
                NetworkTable.Count,
                0.5,
                (folder, onFrame, _) => NetworkTable.Write(folder, onFrame)
            ),
        ];

        string Data(string set) => Path.Combine(request.OutFolder, ReproductionNames.Data, set);

        string Measured(string set) => Path.Combine(request.OutFolder, ReproductionNames.Measured, set);

        Stage Simulate(string set, int frames, Func<IEnumerable<SimulatedFrame>> simulate) =>
            new(
                $"simulate {set}",
                Data(set),
                frames,
                size.SimulationSeconds,
                (folder, onFrame, cancellation) =>
                {
                    var done = 0;
                    SimulatedDataSet.Write(folder, simulate(), onFrame: _ => onFrame(++done), ct: cancellation);
                }
            );

        Stage Measure(string set, int frames, double seconds, Action<string, Action<int>, CancellationToken> fill) =>
            new($"measure {set}", Measured(set), frames, seconds, fill);
    }
}
