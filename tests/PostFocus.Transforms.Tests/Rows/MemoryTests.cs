using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Tests.Classification;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests.Rows;

public sealed class MemoryTests : IDisposable
{
    private const int Side = 1500,
        Frames = 40;

    private readonly MLContext _context = new(seed: 1);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Frames of 9 MB as numbers, of which each step of the chain once held 16 to 32, several times each: 1 GB, and no more than that.
    /// </summary>
    [Fact]
    [Trait("Speed", "Slow")]
    public void AChainHoldsRowsByTheirBytes()
    {
        var random = new Random(1);
        var counts = new float[Side * Side];
        for (var p = 0; p < counts.Length; p++)
            counts[p] = 1000 + (int)(300 * Math.Sin(p % Side / 9.0) * Math.Cos(p / Side * 0.14)) + random.Next(50);
        Row[] rows = [.. Enumerable.Range(0, Frames).Select(i => new Row { Path = _folder[$"{i}.tif"], FrameIndex = i })];
        FrameFile.WriteTiff(rows[0].Path, [new Frame(Side, Side, counts, PixelType.UInt16)]);
        foreach (var row in rows.Skip(1))
            File.Copy(rows[0].Path, row.Path);
        var view = _context.Data.LoadFromEnumerable(rows);

        var restorer = TinyOnnx.Model(
            [Node("ReduceMean", ["frame"], "residual", Integers("axes", 1))],
            [Shaped("frame", 5, 250, 250)],
            Value("residual", 250, 250)
        );
        var pipeline = _context
            .Transforms.LoadFrames("Frame", "Path")
            .Append(_context.Transforms.ScoreFocus(MeanNetwork.Model()))
            .Append(
                _context.Transforms.ConditionalRestore(
                    new RestorationModel(restorer, 250, residualScale: 1, Prediction.Regression) { UsesNeighbours = true },
                    new ConditionalRestoreEstimator.Options { Samples = 2, TileOverlap = 0 }
                )
            );
        _context.Model.Save(pipeline.Fit(view), view.Schema, _folder["model.zip"]);
        using (var file = File.Create(_folder["rows.idv"]))
            _context.Data.SaveAsBinary(view, file);

        (var hashes, var most) = FreshProcess.Run(_folder["model.zip"], _folder["rows.idv"], "Frame", "Restored");
        Assert.Equal(Frames, hashes.Length);
        Assert.InRange(most, 1, 1_000_000_000);
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public string Sequence { get; set; } = "video";

        public int FrameIndex { get; set; }
    }
}
