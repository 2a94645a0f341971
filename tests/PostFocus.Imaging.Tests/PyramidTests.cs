using static PostFocus.Imaging.Tests.TaggedTiff;

namespace PostFocus.Imaging.Tests;

/// <summary>Lower resolutions that lie beside a page (SubIFDs).</summary>
public sealed class PyramidTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly Frame s_frame = TestFrames.Random(Side, Side, PixelType.UInt8);

    public void Dispose() => _folder.Dispose();

    private static Page Level(int height, int width, int value, params (ushort Tag, ushort Type, byte[] Value)[] tags) =>
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
            pages.Add([.. Enumerable.Range(0, count).Select(i => count == 1 ? offset : UInt(offset + 4 * i)).Select(level =>
                Entry(level, 273).Value < file.Length ? file[Entry(level, 273).Value..][..Entry(level, 279).Value] : [])]);
        }
        return [.. pages];

        int UInt(int at) => BitConverter.ToInt32(file, at);
        int Count(int at) => BitConverter.ToUInt16(file, at);
        (int Count, int Value) Entry(int directory, int tag) => Enumerable.Range(0, Count(directory)).Select(i => directory + 2 + 12 * i)
            .Where(e => Count(e) == tag).Select(e => (UInt(e + 4), UInt(e + 8))).FirstOrDefault();
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
        Assert.Contains("lower resolutions", Assert.Single(StackLayout.Read(_folder["v.tif"])).Description, StringComparison.Ordinal);

        static double Mean(int y, int x, int factor) => Enumerable.Range(0, factor * factor).Average(i => s_frame.Counts[(y * factor + i / factor) * Side + x * factor + i % factor]);
    }

    [Fact]
    public void InvertedLevelsAreMadeInTheirOwnWay()
    {
        File.WriteAllBytes(_folder["v.tif"], TaggedTiff.Bytes(Filled(1), Filled(2) with { Levels = [Level(8, 8, 50, Short(262, 0))] }));
        FrameFile.WriteLike(_folder["v.tif"], _folder["out.tif"], new Dictionary<int, Frame> { [1] = new Frame(Side, Side, [.. Enumerable.Repeat(10f, Side * Side)], PixelType.UInt8) });
        Assert.All(Levels(_folder["out.tif"])[1][0], sample => Assert.Equal(245, sample));
    }

    public static TheoryData<string> Others => ["another shape", "as large", "another depth", "damaged", "tiles"];

    [Theory]
    [MemberData(nameof(Others))]
    public void WhatIsNoLowerResolutionThatCanBeWrittenIsTakenOut(string kind)
    {
        Write(Level(8, 8, 50), kind switch
        {
            "another shape" => Level(4, 8, 1),
            "as large" => Level(16, 16, 1),
            "another depth" => new Page(new byte[128], 8, 8, Short(258, 16)),
            "damaged" => Level(8, 8, 1, (273, 4, BitConverter.GetBytes(int.MaxValue))),
            _ => Level(8, 8, 1, Short(322, 8), Short(323, 8), (324, 4, BitConverter.GetBytes(8)), (325, 4, BitConverter.GetBytes(64))),
        });
        Replace();
        TestFrames.AssertSame(s_frame, FrameFile.Read(_folder["out.tif"], 1));
        TestFrames.AssertSame(FrameFile.Read(_folder["v.tif"], 0), FrameFile.Read(_folder["out.tif"], 0));
        Assert.Equal([2, 0], Levels(_folder["out.tif"]).Select(l => l.Length));
        Assert.Equal(2, FrameFile.CountPages(_folder["out.tif"]));
    }
}
