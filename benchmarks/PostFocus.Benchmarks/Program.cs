using System.CommandLine;
using PostFocus.Benchmarks.Calls;
using PostFocus.Benchmarks.Classification;
using PostFocus.Benchmarks.EmptyWells;
using PostFocus.Benchmarks.Files;
using PostFocus.Benchmarks.Fourier;
using PostFocus.Benchmarks.Gate;
using PostFocus.Benchmarks.HeldOut;
using PostFocus.Benchmarks.Journal;
using PostFocus.Benchmarks.Libraries;
using PostFocus.Benchmarks.LostBorder;
using PostFocus.Benchmarks.Neighbours;
using PostFocus.Benchmarks.Planes;
using PostFocus.Benchmarks.Real;
using PostFocus.Benchmarks.Reality;
using PostFocus.Benchmarks.Recorded;
using PostFocus.Benchmarks.Recovery;
using PostFocus.Benchmarks.Restoration;
using PostFocus.Benchmarks.Robustness;
using PostFocus.Benchmarks.Scale;
using PostFocus.Benchmarks.Segmentation;
using PostFocus.Benchmarks.Speed;
using PostFocus.Benchmarks.Transfer;
using PostFocus.Imaging;

var root = new RootCommand("Benchmarks of PostFocus.")
{
    HeldOutBenchmark.Create(),
    SpeedBenchmark.Create(),
    FilesBenchmark.Create(),
    FilesBenchmark.CreateReader(),
    ResumeBenchmark.Create(),
    ScaleBenchmark.Create(),
    RealityBenchmark.Create(),
    ClassificationBenchmark.Create(),
    TransferBenchmark.Create(),
    CallsBenchmark.Create(),
    NeighboursBenchmark.Create(),
    PlanesBenchmark.Create(),
    RestorationBenchmark.Create(),
    SegmentationBenchmark.Create(),
    HalvesCommand.Create(),
    EmptyWellsBenchmark.Create(),
    GateBenchmark.Create(),
    RecoveryBenchmark.Create(),
    RobustnessBenchmark.Create(),
    BorderBenchmark.Create(),
    FourierBenchmark.Create(),
    LibrariesBenchmark.Create(),
    RealBenchmark.Create(),
};
try
{
    return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
// What a user can mend is told in one line; anything else is a defect and keeps its stack trace.
catch (Exception e) when (e is FrameFormatException or IOException or InvalidDataException or ArgumentException)
{
    await Console.Error.WriteLineAsync($"benchmarks: {e.Message}");
    return 1;
}
