using PostFocus.Imaging.Files;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;
using static PostFocus.Imaging.Tests.Helpers.TaggedTiff;

namespace PostFocus.Imaging.Tests;

/// <summary>Lower resolutions and other images that lie beside a page (SubIFDs).</summary>
public sealed class PyramidTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Frame s_frame = TestFrames.Random(Side, Side, PixelType.UInt8);

    public void Dispose() => _folder.Dispose();

    private static Page Level(int height, int width, int value, params (ushort Tag, ushort Type, byte[] Value)[] tags) =>
        Other(height, width, value, [Short(254, 1), .. tags]);

    private static Page Other(int height, int width, int value, params (ushort Tag, ushort Type, byte[] Value)[] tags) =>
        new([.. Enumerable.Repeat((byte)value, height * width)], height, width, tags);

    private void Write(params Page[] levels) =>
        File.WriteAllBytes(_folder["v.tif"], TaggedTiff.Bytes(Filled(1) with { Levels = levels }, Filled(2) with { Levels = levels }));

    private void Replace() => FrameFile.WriteLike(_folder["v.tif"], _folder["out.tif"], new Dictionary<int, Frame> { [1] = s_frame });

    /// <summary>Of each page, where it says that its levels lie, and their pixels; read without the code under test.</summary>
    private static byte[][][] Levels(string path)
    {
        var file = File.ReadAllBytes(path);
        var pages = new List<byte[][]>();
        for (var at = UInt(4); at != 0; at = UInt(at + 2 + 12 * Count(at)))
        {
            var (count, offset) = Entry(at, 330);
            pages.Add([
                .. Enumerable
                    .Range(0, count)
                    .Select(i => count == 1 ? offset : UInt(offset + 4 * i))
                    .Select(level =>
                        Entry(level, 273).Value < file.Length ? file[Entry(level, 273).Value..][..Entry(level, 279).Value] : []
                    ),
            ]);
        }
        return [.. pages];

        int UInt(int at) => BitConverter.ToInt32(file, at);
        int Count(int at) => BitConverter.ToUInt16(file, at);
        (int Count, int Value) Entry(int directory, int tag) =>
            Enumerable
                .Range(0, Count(directory))
                .Select(i => directory + 2 + 12 * i)
                .Where(e => Count(e) == tag)
                .Select(e => (UInt(e + 4), UInt(e + 8)))
                .FirstOrDefault();
    }

    [Fact]
    public void ThoseOfAReplacedPageAreMadeAnewAndOthersStay()
    {
        Write(Level(8, 8, 50), Level(4, 4, 60));
        Replace();
        var levels = Levels(_folder["out.tif"]);
        Assert.Equal(Levels(_folder["v.tif"])[0], levels[0]);
        for (var y = 0; y < 8; y++)
        for (var x = 0; x < 8; x++)
            Assert.Equal(Mean(y, x, 2), levels[1][0][8 * y + x], 0.5001);
        for (var y = 0; y < 4; y++)
        for (var x = 0; x < 4; x++)
            Assert.Equal(Mean(y, x, 4), levels[1][1][4 * y + x], 0.5001);
        TestFrames.AssertSame(s_frame, FrameFile.Read(_folder["out.tif"], 1));
        Assert.Contains("lower resolutions", Assert.Single(StackReader.Read(_folder["v.tif"])).Description, StringComparison.Ordinal);

        static double Mean(int y, int x, int factor) =>
            Enumerable.Range(0, factor * factor).Average(i => s_frame.Counts[(y * factor + i / factor) * Side + x * factor + i % factor]);
    }

    [Fact]
    public void InvertedLevelsAreMadeInTheirOwnWay()
    {
        File.WriteAllBytes(_folder["v.tif"], TaggedTiff.Bytes(Filled(1), Filled(2) with { Levels = [Level(8, 8, 50, Short(262, 0))] }));
        FrameFile.WriteLike(
            _folder["v.tif"],
            _folder["out.tif"],
            new Dictionary<int, Frame> { [1] = new Frame(Side, Side, [.. Enumerable.Repeat(10f, Side * Side)], PixelType.UInt8) }
        );
        Assert.All(Levels(_folder["out.tif"])[1][0], sample => Assert.Equal(245, sample));
    }

    [Theory]
    [InlineData("damaged", 0)]
    [InlineData("tiles", 0)]
    [InlineData("JPEG", 0)]
    [InlineData("palette", 0)]
    [InlineData("unmarked", 1)]
    [InlineData("mask", 1)]
    [InlineData("marked as a mask", 1)]
    [InlineData("another shape", 1)]
    [InlineData("as large", 1)]
    [InlineData("another depth", 0)]
    [InlineData("another channel count", 0)]
    [InlineData("levels of its own", 0)]
    public void LevelsThatCannotBeMadeAreTakenOutAndAllElseStays(string kind, int kept)
    {
        Write(
            Level(8, 8, 50),
            kind switch
            {
                "damaged" => Level(8, 8, 1, (273, 4, BitConverter.GetBytes(int.MaxValue))),
                "tiles" => Level(
                    8,
                    8,
                    1,
                    Short(322, 8),
                    Short(323, 8),
                    (324, 4, BitConverter.GetBytes(8)),
                    (325, 4, BitConverter.GetBytes(64))
                ),
                "JPEG" => Level(8, 8, 1, Short(259, 7)),
                "levels of its own" => Level(8, 8, 1, (330, 4, BitConverter.GetBytes(8))),
                "palette" => Level(8, 8, 1, Short(262, 3), (320, 3, new byte[2 * 3 * 256])),
                "unmarked" => Other(8, 8, 1),
                "mask" => Other(8, 8, 1, Short(254, 4)),
                "marked as a mask" => Other(8, 8, 1, Short(254, 5)),
                "another shape" => Level(4, 8, 1),
                "as large" => Level(16, 16, 1),
                "another depth" => new Page(new byte[128], 8, 8, Short(254, 1), Short(258, 16)),
                _ => new Page(new byte[192], 8, 8, Short(254, 1), Short(262, 2), Short(277, 3), (258, 3, [8, 0, 8, 0, 8, 0])),
            }
        );
        Replace();
        TestFrames.AssertSame(s_frame, FrameFile.Read(_folder["out.tif"], 1));
        TestFrames.AssertSame(FrameFile.Read(_folder["v.tif"], 0), FrameFile.Read(_folder["out.tif"], 0));
        var (before, after) = (Levels(_folder["v.tif"]), Levels(_folder["out.tif"]));
        Assert.Equal([2, 1 + kept], after.Select(l => l.Length));
        Assert.NotEqual(before[1][0], after[1][0]);
        Assert.Equal(before[1][1..(1 + kept)], after[1][1..]);
        Assert.Equal(2, FrameFile.CountPages(_folder["out.tif"]));
        Assert.Contains(
            kept > 0 ? "other images beside pages (SubIFDs) are not judged, and copied" : "that cannot be made are left out",
            Assert.Single(StackReader.Read(_folder["v.tif"])).Description,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WhereOnlyOtherImagesLieBesideAPageNothingIsSaidToBeMade()
    {
        Write([.. Enumerable.Range(1, 40).Select(i => Other(Side, Side, i))]);
        Replace();
        Assert.Equal(Levels(_folder["v.tif"]), Levels(_folder["out.tif"]));
        Assert.DoesNotContain("anew", Assert.Single(StackReader.Read(_folder["v.tif"])).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void ALevelThatPagesShareIsTakenOutOfTheOneThatChanges()
    {
        Write(Level(8, 8, 50), Level(4, 4, 60));
        var file = File.ReadAllBytes(_folder["v.tif"]);
        // The second page's list becomes the first's.
        int first = BitConverter.ToInt32(file, 4),
            second = BitConverter.ToInt32(file, first + 2 + 12 * 10);
        file.AsSpan(first + 2 + 12 * 9, 12).CopyTo(file.AsSpan(second + 2 + 12 * 9));
        File.WriteAllBytes(_folder["v.tif"], file);
        Replace();
        var (before, after) = (Levels(_folder["v.tif"]), Levels(_folder["out.tif"]));
        Assert.Equal(before[0], after[0]);
        Assert.Empty(after[1]);
        Assert.Contains("left out", Assert.Single(StackReader.Read(_folder["v.tif"])).Description, StringComparison.Ordinal);
    }
}
