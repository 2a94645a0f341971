using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;

namespace PostFocus.Imaging.Tests.Stacks;

/// <summary>
/// Golden layouts of real files: sizes and pages are those of Python's tifffile 2023.2.3, but where a file's numbers
/// do not multiply to its pages, which tifffile calls corrupted, too. Generator:
/// <c>for s in tifffile.TiffFile(path).series: print(s.axes, s.shape, [p.index for p in s.pages])</c>
/// </summary>
public class RealStackTests
{
    private static string Path(string name) => RealData.Find(["tiff-galaxy-hyperstacks", name]);

    [Theory]
    [InlineData("split_image__zcyx.tiff", "50 pages: Z=25, C=2 (ImageJ metadata), 0.4356 µm/pixel")]
    [InlineData("projective_transformation__multi_f.tiff", "4 pages: T=2, C=2 (ImageJ metadata), 0.1242 µm/pixel, 10 s")]
    [InlineData("deprecated_3d_tensor_feature_dimension_reduction__tensor_r.tif", "3 pages: C=3 (ImageJ metadata)")]
    [InlineData("bfconvert__res.tiff", "4 pages: C=4 (ImageJ metadata)")]
    [InlineData(
        "unzip__res.tiff",
        "1 page: T=1 (taken as time: the ImageJ metadata claim frames=1, slices=1 and channels=4, which are not the pages of the file)"
    )]
    [InlineData("bfconvert__res.ome.tiff", "1 page: T=1 (OME metadata)")]
    [InlineData("2d_auto_threshold__output_input8_yen.tiff", "2 pages: Z=2 (tifffile metadata)")]
    [InlineData("libcarna__input_uint8_10z_32y_40x.tiff", "10 pages: Z=10 (tifffile metadata)")]
    public void TheAxesOfRealFilesAreThoseOfTheirMetadata(string name, string description) =>
        Assert.Equal(description, Assert.Single(StackReader.Read(Path(name))).Description);

    [Fact]
    public void ChannelsOfRealHyperstacksVaryFastest()
    {
        var layout = Assert.Single(StackReader.Read(Path("split_image__zcyx.tiff")));
        Assert.Equal(
            [0, 1, 2, 3, 48, 49],
            new[] { (0, 0), (0, 1), (1, 0), (1, 1), (24, 0), (24, 1) }.Select(p => layout.Location(0, p.Item1, p.Item2).Page)
        );
        Assert.Equal(0.0545, layout.PlaneSpacingMicrons!.Value, 4);
    }

    [Fact]
    public void ARealOmeTiffHasItsSeries()
    {
        var layouts = StackReader.Read(Path("split_image__multiseries.ome.tiff"));
        Assert.Equal(6, layouts.Count);
        Assert.All(layouts, l => Assert.Equal((1, 1, 4), (l.Frames, l.Planes, l.Channels)));
        Assert.Equal(Enumerable.Range(0, 24), layouts.SelectMany(l => Enumerable.Range(0, 4).Select(c => l.Location(0, 0, c).Page)));
        Assert.Equal("series 5 of 6, 4 pages: C=4 (OME metadata), 0.65 µm/pixel", layouts[5].Description);
    }

    [Theory]
    [InlineData("scale_image__inputs_binary_c2_z10.tiff", "along Z and Y of ZYXC")]
    [InlineData("crop_image__yxz_uint8.tiff", "along Y of YXZ")]
    public void RealFilesWhosePagesAreNoFramesAreRefused(string name, string reason) =>
        Assert.Contains(reason, Assert.Throws<FrameFormatException>(() => StackReader.Read(Path(name))).Message, StringComparison.Ordinal);

    [Fact]
    public void ARealFocalStackIsNoVideo()
    {
        var path = RealData.Find("bfautofocus-fission-yeast-zstack", "BF_34z.tif");
        Assert.Contains(
            "34 focal planes: 0 to 33",
            Assert.Throws<FrameFormatException>(() => FrameSequences.Find(path)).Message,
            StringComparison.Ordinal
        );
        var sequence = Assert.Single(FrameSequences.Find(path, new SequenceOptions { Plane = 15 }));
        Assert.Equal([15], sequence.Frames.Select(f => f.Page));
        Assert.Equal(0.1065, sequence.Layout!.PixelSizeMicrons!.Value, 4);
    }
}
