using System.Diagnostics;

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

    // Sums over all pages, the second weighted by place, by Python with tifffile 2023.2.3 (the predictor of floats and
    // packed samples, which it leaves to another package, undone by numpy):
    // x = tifffile.imread(name).astype('f4').astype('f8').ravel(); print(x.sum(), (x * (np.arange(x.size) % 97)).sum())
    [Theory]
    [InlineData("tiff-imagetiff/images/int16.tif", PixelType.Int16, 354396, 13179944)]
    [InlineData("tiff-imagetiff/images/minisblack-1c-i16b.tiff", PixelType.Int16, -43702869, -2103937244)]
    [InlineData("tiff-imagetiff/images/minisblack-1c-16b.tiff", PixelType.UInt16, 733126239, 35146799471)]
    [InlineData("tiff-imagetiff/images/issue_69_packbits.tiff", PixelType.UInt16, 1015486, 48491621)]
    [InlineData("tiff-imagetiff/images/12bit.cropped.rgb.tiff", PixelType.UInt12, 10973, 520815)]
    [InlineData("tiff-imagetiff/images/random-fp16.tiff", PixelType.Float16, 213.475341796875, 9288.599609375)]
    [InlineData("tiff-imagetiff/images/random-fp16-pred3.tiff", PixelType.Float16, 213.475341796875, 9288.599609375)]
    [InlineData("tiff-imagetiff/images/white-fp16.tiff", PixelType.Float16, 65536, 3144630)]
    [InlineData("tiff-imagetiff/images/white-fp16-pred2.tiff", PixelType.Float16, 65529, 3144526)]
    [InlineData("tiff-imagetiff/images/seq/seq-1c-8b-multipage-adeefdcc.tiff", PixelType.UInt8, 97920, 4756452)]
    [InlineData("tiff-galaxy-hyperstacks/2d_auto_threshold__output_input8_yen.tiff", PixelType.UInt8, 2568360, 122434680)]
    [InlineData("tiff-galaxy-hyperstacks/2d_simple_filter__input_input4_float16.tiff", PixelType.Float16, 1343.090423464775, 64418.17299973965)]
    [InlineData("tiff-galaxy-hyperstacks/2d_simple_filter__output_input7_gaussian.tiff", PixelType.Float64, 0, 0)]
    [InlineData("tiff-galaxy-hyperstacks/crop_image__yxz_uint8.tiff", PixelType.UInt8, 90, 4761)]
    [InlineData("tiff-galaxy-hyperstacks/crop_image__zyx_uint16.tiff", PixelType.UInt16, 13289059, 613356481)]
    [InlineData("tiff-galaxy-hyperstacks/deprecated_3d_tensor_feature_dimension_reduction__tensor_r.tif", PixelType.Float32, 121102.79756664138, 5816998.582850953)]
    [InlineData("tiff-galaxy-hyperstacks/libcarna__input_float32_10z_32y_40x.tiff", PixelType.Float32, 6404.049546509981, 307249.16191473603)]
    [InlineData("tiff-galaxy-hyperstacks/libcarna__input_uint8_10z_32y_40x.tiff", PixelType.UInt8, 99705, 4474485)]
    [InlineData("tiff-galaxy-hyperstacks/projective_transformation__multi_f.tiff", PixelType.UInt16, 1959389, 94205349)]
    [InlineData("tiff-galaxy-hyperstacks/scale_image__inputs_binary_c2_z10.tiff", PixelType.UInt8, 382000, 18441102)]
    [InlineData("tiff-galaxy-hyperstacks/split_image__multiseries.ome.tiff", PixelType.UInt16, 1010018, 27646162)]
    [InlineData("tiff-galaxy-hyperstacks/split_image__zcyx.tiff", PixelType.UInt8, 1772769, 84698765)]
    public void EveryPageHoldsTheCountsThatAnotherReaderSees(string name, PixelType type, double sum, double weighted)
    {
        var path = RealData.Find(name.Split('/'));
        Frame[] pages = [.. Enumerable.Range(0, FrameFile.CountPages(path)).Select(p => FrameFile.Read(path, p))];
        Assert.All(pages, p => Assert.Equal(type, p.PixelType));
        double[] counts = [.. pages.SelectMany(p => p.Counts).Select(c => (double)c)];
        Assert.Equal(sum, counts.Sum(), 1e-10 * Math.Abs(sum));
        Assert.Equal(weighted, counts.Select((c, i) => c * (i % 97)).Sum(), 1e-10 * Math.Abs(weighted));
    }

    [Fact]
    public void EveryOtherFileOfTheCorpusIsRefusedByName()
    {
        // The theories above name what is readable: 34 of the 84 files. The rest are colour, palette, fax, JPEG or
        // Zstandard images, have other bit depths, or hold whole numbers that no float32 holds.
        string[] files = [.. new[] { "tiff-imagetiff/images", "tiff-galaxy-hyperstacks" }
            .SelectMany(folder => Directory.GetFiles(RealData.Find(folder.Split('/')), "*.tif*", SearchOption.AllDirectories))];
        var refused = 0;
        foreach (var file in files)
        {
            try
            {
                _ = FrameFile.Read(file);
            }
            catch (FrameFormatException e)
            {
                Assert.Equal((file, 0), (e.Path, e.Page));
                refused++;
            }
        }
        Assert.Equal((84, 50), (files.Length, refused));
    }

    [Fact]
    public void FilesThatCrashedOtherReadersAreRefusedQuicklyAndInLittleMemory()
    {
        var folder = RealData.Find("tiff-imagetiff", "fuzz_images");
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            Assert.Contains(file, Assert.Throws<FrameFormatException>(() => FrameFile.Read(file)).Message, StringComparison.Ordinal);
            Assert.InRange(clock.Elapsed.TotalSeconds, 0, 2);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
        }
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
        Assert.Equal(["Phase_frame001.tif", "Phase_frame002.tif", "Phase_frame003.tif"], sequence.Frames.Select(f => Path.GetFileName(f.Path)));
    }
}
