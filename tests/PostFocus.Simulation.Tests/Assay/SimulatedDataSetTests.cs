using System.Globalization;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Assay;

public sealed class SimulatedDataSetTests : IDisposable
{
    private readonly TemporaryFolder _root = new();

    private string Folder => _root["set"];

    [Fact]
    public void AWrittenDataSetReadsBackAsItWasSimulated()
    {
        var frames = PairSimulator.Simulate(new PairOptions { Wells = 2, Size = 32 }).ToArray();
        var seen = new List<SimulatedFrame>();

        SimulatedDataSet.Write(Folder, frames, onFrame: seen.Add, ct: TestContext.Current.CancellationToken);

        Assert.Equal(frames, seen);
        var rows = Manifest.Read(Path.Combine(Folder, "truth.csv"));
        Assert.Equal(frames.Length, rows.Count);
        foreach (var (frame, row) in frames.Zip(rows))
        {
            Assert.Equal((frame.Sequence, frame.FrameIndex, frame.OutOfFocus), (row.Sequence, row.FrameIndex, row.OutOfFocus));
            Assert.Equal(frame.DefocusMicrons, row.DefocusMicrons!.Value, 1e-6);
            Assert.Equal(frame.PixelMicrons, row.PixelMicrons);
            Assert.Equal(frame.Frame.Counts, FrameFile.Read(row.Path).Counts);
            Assert.Equal(frame.Reference.Counts, FrameFile.Read(row.ReferencePath!).Counts);
            Assert.Equal(PixelType.UInt16, FrameFile.Read(row.Path).PixelType);
        }
        Assert.True(File.Exists(Path.Combine(Folder, "frames", "well0001", "t002.tif")));
        Assert.Equal(frames[5].Cells.Mask.Counts, FrameFile.Read(Path.Combine(Folder, "masks", "well0001", "t002.tif")).Counts);
        Assert.Equal(frames[5].Cells.Contacts.Counts, FrameFile.Read(Path.Combine(Folder, "contacts", "well0001", "t002.tif")).Counts);
        Assert.Equal(
            [
                "sequence,frame,cell,kind,state,parent,x_px,y_px,radius_um,height_um,defocus_um,area_px,touches",
                .. frames.SelectMany(f =>
                    f.Cells.Cells.Select(c =>
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{f.Sequence},{f.FrameIndex},{c.Id},{c.Kind},{c.State},{c.Parent},{c.X:G6},{c.Y:G6},{c.RadiusMicrons:G6},{c.HeightMicrons:G6},{c.DefocusMicrons:G6},{c.AreaPixels},{string.Join(';', c.Touches)}"
                        )
                    )
                ),
            ],
            File.ReadAllLines(Path.Combine(Folder, "cells.csv")),
            StringComparer.OrdinalIgnoreCase
        );
        Assert.Equal([Folder], Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Fact]
    public void ATimingAssayIsFoundAsOne()
    {
        var options = new VideoOptions
        {
            Wells = 2,
            FramesPerWell = 3,
            FirstWell = 4,
            Size = 32,
            Camera = new() { Bits = 8 },
        };
        SimulatedDataSet.Write(Folder, VideoSimulator.Simulate(options), DataSetLayout.Timing, ct: TestContext.Current.CancellationToken);
        var sequences = FrameSequences.Find(Folder, TimingLayout.Options(TimingWells.All));
        Assert.Equal(["B1/imgNo5", "B1/imgNo6"], sequences.Select(s => s.Name));
        Assert.All(sequences, s => Assert.Equal([1, 2, 3], s.Indices));
        var rows = Manifest.Read(Path.Combine(Folder, "truth.csv"));
        Assert.Equal(sequences.SelectMany(s => s.Frames).Select(f => f.Path), rows.Select(r => r.Path));
        Assert.Equal([1, 2, 3, 1, 2, 3], rows.Select(r => r.FrameIndex));
    }

    [Fact]
    public void ATimingAssayOfMoreThan8BitsIsRefused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            SimulatedDataSet.Write(
                Folder,
                PairSimulator.Simulate(new PairOptions { Wells = 1, Size = 32 }),
                DataSetLayout.Timing,
                ct: TestContext.Current.CancellationToken
            )
        );
        Assert.Contains("8 bits", error.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void AFolderThatHoldsSomethingIsLeftAlone()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "precious"), "");
        var error = Assert.Throws<IOException>(() => SimulatedDataSet.Write(Folder, [], ct: TestContext.Current.CancellationToken));
        Assert.Contains(Folder, error.Message, StringComparison.Ordinal);
        Assert.Equal([Path.Combine(Folder, "precious")], Directory.EnumerateFileSystemEntries(Folder));
    }

    [Fact]
    public void NothingIsLeftBehindWhenSimulationFails()
    {
        static IEnumerable<SimulatedFrame> Failing()
        {
            yield return PairSimulator.Simulate(new PairOptions { Wells = 1, Size = 32 }).First();
            throw new InvalidOperationException();
        }
        Assert.Throws<InvalidOperationException>(() =>
            SimulatedDataSet.Write(Folder, Failing(), ct: TestContext.Current.CancellationToken)
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    [Fact]
    public void NothingIsLeftBehindWhenCancelled()
    {
        using var cancel = new CancellationTokenSource();
        var frames = PairSimulator.Simulate(new PairOptions { Wells = 2, Size = 32 });
        Assert.Throws<OperationCanceledException>(() =>
            SimulatedDataSet.Write(Folder, frames, onFrame: _ => cancel.Cancel(), ct: cancel.Token)
        );
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root.Path));
    }

    public void Dispose() => _root.Dispose();
}
