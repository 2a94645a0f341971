using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public class RealFileTests
{
    [Theory]
    [InlineData("seq-1c-8b-bigtiff-20f3db0c.tiff", PixelType.UInt8)]
    [InlineData("seq-1c-8b-lzw-20f3db0c.tiff", PixelType.UInt8)]
    [InlineData("seq-1c-8b-packbits-20f3db0c.tiff", PixelType.UInt8)]
    [InlineData("seq-1c-8b-tiled-20f3db0c.tiff", PixelType.UInt8)]
    [InlineData("seq-1c-8b-tiled-deflate-20f3db0c.tiff", PixelType.UInt8)]
    [InlineData("seq-1c-16b-deflate-68f373a0.tiff", PixelType.UInt16)]
    [InlineData("seq-1c-16b-multistrip-68f373a0.tiff", PixelType.UInt16)]
    [InlineData("seq-1c-12b-hpredict-47c39b31.tiff", PixelType.UInt12)]
    [InlineData("seq-1c-i8-f8446bbe.tiff", PixelType.Int8)]
    [InlineData("seq-1c-i16-63af2488.tiff", PixelType.Int16)]
    public void FilesOfOtherWritersHoldTheSameRamp(string name, PixelType type)
    {
        // By the files' makers: pixel i of a "seq" file is i, of a signed one i - 128.
        var first = type is PixelType.Int8 or PixelType.Int16 ? -128 : 0;
        var frame = FrameFile.Read(RealData.Find("tiff-imagetiff", "images", "seq", name));
        TestFrames.AssertSame(new Frame(16, 16, [.. Enumerable.Range(first, 256).Select(i => (float)i)], type), frame);
    }

    [Theory]
    [InlineData("seq-1c-32f-deflate-fpredict-390fe673.tiff", PixelType.Float32)]
    [InlineData("seq-1c-64f-afa8560e.tiff", PixelType.Float64)]
    public void FloatsOfOtherWritersAreExact(string name, PixelType type)
    {
        var frame = FrameFile.Read(RealData.Find("tiff-imagetiff", "images", "seq", name));
        TestFrames.AssertSame(new Frame(16, 16, [.. Enumerable.Range(0, 256).Select(i => i / 255f)], type), frame);
    }

    [Fact]
    public void EveryFileOfTheCorporaIsReadAsAnotherReaderSeesItOrRefusedByName()
    {
        var golden = GoldenSums.Rows;
        var root = RealData.Find();
        string[] files =
        [
            .. GoldenSums
                .Corpora.SelectMany(corpus => Directory.GetFiles(RealData.Find(corpus), "*", SearchOption.AllDirectories))
                .Select(file => Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/'))
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal(golden.Select(g => g.File).Order(StringComparer.Ordinal), files);
        foreach (var row in golden)
            GoldenSums.Check(row, Path.Combine(root, row.File));
        // The rest: 56 are colour, palette, fax or JPEG images, of other depths, or no TIFF; 68 are damaged on purpose.
        Assert.Equal((158, 34), (golden.Count, golden.Count(g => g.IsReadable)));
    }

    [Theory]
    [InlineData("bfautofocus-fission-yeast-zstack/BF_34z.tif", 34)]
    [InlineData("jurkat-imaging-flow-brightfield/Exp1_G1_Ch3_CP0008.tif", 1)]
    [InlineData("usiigaci-phase-contrast/T98G_t01.tif", 1)]
    [InlineData("yeaz-phase-contrast/Phase_frame001.tif", 1)]
    [InlineData("tiff-galaxy-hyperstacks/split_image__multiseries.ome.tiff", 24)]
    [InlineData("tiff-galaxy-hyperstacks/libcarna__input_float32_10z_32y_40x.tiff", 10)]
    [InlineData("tiff-galaxy-hyperstacks/scale_image__inputs_binary_c2_z10.tiff", 200)]
    [InlineData("tiff-galaxy-hyperstacks/2d_simple_filter__input_input4_float16.tiff", 10)]
    [InlineData("tiff-galaxy-hyperstacks/2d_simple_filter__output_input7_gaussian.tiff", 2)]
    [InlineData("tiff-imagetiff/images/12bit.cropped.rgb.tiff", 1)]
    [InlineData("tiff-imagetiff/images/minisblack-1c-i16b.tiff", 1)]
    [InlineData("tiff-imagetiff/images/random-fp16-pred3.tiff", 1)]
    [InlineData("tiff-imagetiff/images/seq/seq-1c-64f-afa8560e.tiff", 1)]
    [InlineData("tiff-imagetiff/images/seq/seq-1c-i8-f8446bbe.tiff", 1)]
    [InlineData("tiff-imagetiff/images/seq/seq-1c-8b-bigtiff-20f3db0c.tiff", 1)]
    [InlineData("tiff-imagetiff/images/seq/seq-1c-8b-multipage-adeefdcc.tiff", 3)]
    [InlineData("baby-yeast-trap-5z-brightfield/prime95b_testB_tp1_Brightfield.png", 1)]
    public void ARealFileTakesNewPixelsInItsLastPage(string name, int pages)
    {
        var path = RealData.Find(name.Split('/'));
        Assert.Equal(pages, FrameFile.CountPages(path));
        var last = FrameFile.Read(path, pages - 1);
        using var folder = new TemporaryFolder();
        FrameFile.WriteLike(path, folder["out"], new Dictionary<int, Frame> { [pages - 1] = last.Reversed() });
        TestFrames.AssertSame(last.Reversed(), FrameFile.Read(folder["out"], pages - 1));
        if (pages > 1)
            TestFrames.AssertSame(FrameFile.Read(path, 0), FrameFile.Read(folder["out"], 0));
    }

    [Fact]
    public void ARealFolderIsOneSequence()
    {
        var sequence = Assert.Single(FrameSequences.Find(RealData.Find("yeaz-phase-contrast")));
        Assert.Equal("yeaz-phase-contrast", sequence.Name);
        Assert.Equal(
            ["Phase_frame001.tif", "Phase_frame002.tif", "Phase_frame003.tif"],
            sequence.Frames.Select(f => Path.GetFileName(f.Path))
        );
    }
}
