using System.Buffers.Binary;
using BitMiracle.LibTiff.Classic;
using CsCheck;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests;

public sealed class PixelTypeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(PixelType.UInt8, 8, SampleFormat.UINT)]
    [InlineData(PixelType.UInt16, 16, SampleFormat.UINT)]
    [InlineData(PixelType.UInt32, 32, SampleFormat.UINT)]
    [InlineData(PixelType.Int8, 8, SampleFormat.INT)]
    [InlineData(PixelType.Int16, 16, SampleFormat.INT)]
    [InlineData(PixelType.Int32, 32, SampleFormat.INT)]
    [InlineData(PixelType.Float16, 16, SampleFormat.IEEEFP)]
    [InlineData(PixelType.Float32, 32, SampleFormat.IEEEFP)]
    [InlineData(PixelType.Float64, 64, SampleFormat.IEEEFP)]
    public void PredictorsAreReadAndWrittenAsTheSpecificationsSay(PixelType type, int bits, SampleFormat format)
    {
        Predictor[] predictors = format == SampleFormat.IEEEFP ? [Predictor.HORIZONTAL, Predictor.FLOATINGPOINT] : [Predictor.HORIZONTAL];
        Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[0, predictors.Length - 1], Gen.Bool, Gen.Int)
            .Sample(
                (height, width, p, bigEndian, seed) =>
                {
                    string path = _folder[$"{Guid.NewGuid():N}.tif"],
                        other = _folder[$"{Guid.NewGuid():N}.tif"];
                    var frame = TestFrames.Random(height, width, type, seed);
                    ulong[] samples = [.. frame.Counts.Select(c => BitsOf(c, type))];
                    File.WriteAllBytes(path, PredictedTiff.File(width, samples, bits, format, predictors[p], bigEndian));
                    TestFrames.AssertSame(frame, FrameFile.Read(path));

                    FrameFile.WriteLike(path, other, new Dictionary<int, Frame> { [0] = frame.Reversed() });
                    TestFrames.AssertSame(frame.Reversed(), FrameFile.Read(other));
                },
                iter: 25
            );
    }

    private static ulong BitsOf(float count, PixelType type) =>
        type switch
        {
            PixelType.Float16 => BitConverter.HalfToUInt16Bits((Half)count),
            PixelType.Float32 => BitConverter.SingleToUInt32Bits(count),
            PixelType.Float64 => BitConverter.DoubleToUInt64Bits(count),
            _ => unchecked((ulong)(long)count),
        };

    [Fact]
    public void TwelveBitSamplesFillThreeBytesByTwos()
    {
        var file = RawTiff.Bytes((256, 3), (257, 2), (258, 12), (279, 10));
        ((byte[])[0x12, 0x3F, 0xED, 0x00, 0x10, 0xFF, 0xF0, 0x00, 0x80, 0x00]).CopyTo(file, 8);
        // A row of three samples takes 36 bits: its last four bits mean nothing.
        TestFrames.AssertSame(new Frame(2, 3, [0x123, 0xFED, 0x001, 0xFFF, 0x000, 0x800], PixelType.UInt12), Read(file));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(8u)]
    public void TwelveBitSamplesWithAPredictorAreRefused(uint compression) =>
        Assert.Contains(
            "without a predictor",
            Refused(RawTiff.Bytes((257, 10), (258, 12), (259, compression), (317, 2))).Reason,
            StringComparison.Ordinal
        );

    [Fact]
    public void IntegersWithThePredictorOfFloatsAreRefused() =>
        Assert.Contains("predictor of floats", Refused(RawTiff.Bytes((259, 8), (317, 3))).Reason, StringComparison.Ordinal);

    [Theory]
    [InlineData(0u, 0f)]
    [InlineData(16777216u, 16777216f)]
    [InlineData(16777218u, 16777218f)]
    [InlineData(4294967040u, 4294967040f)]
    [InlineData(16777217u, null)]
    [InlineData(4294967041u, null)]
    [InlineData(uint.MaxValue, null)]
    public void AnUnsignedIntegerIsReadExactlyOrRefused(uint number, float? count) =>
        IsReadOrRefused(number, 1, PixelType.UInt32, $"{number}", count);

    [Theory]
    [InlineData(-1, -1f)]
    [InlineData(-16777216, -16777216f)]
    [InlineData(int.MinValue, -2147483648f)]
    [InlineData(2147483520, 2147483520f)]
    [InlineData(-16777217, null)]
    [InlineData(int.MaxValue, null)]
    public void ASignedIntegerIsReadExactlyOrRefused(int number, float? count) =>
        IsReadOrRefused((uint)number, 2, PixelType.Int32, $"{number}", count);

    private void IsReadOrRefused(uint bits, uint format, PixelType type, string number, float? count)
    {
        var file = RawTiff.Bytes((256, 8), (257, 8), (258, 32), (339, format));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(8 + 4 * 63), bits);
        if (count is { } expected)
        {
            TestFrames.AssertSame(new Frame(8, 8, [.. new float[63], expected], type), Read(file));
            return;
        }
        var error = Refused(file);
        Assert.Equal((_folder["a.tif"], 0), (error.Path, error.Page));
        Assert.Contains($"count {number},", error.Reason, StringComparison.Ordinal);
        Assert.Contains("save them as 16-bit integers or 32-bit floats", error.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.1, 0.1f)]
    [InlineData(16777217.0, 16777216f)]
    [InlineData(1e-300, 0f)]
    [InlineData(double.NaN, float.NaN)]
    [InlineData(double.NegativeInfinity, float.NegativeInfinity)]
    public void ADoubleIsRoundedToTheNearestFloat(double number, float count) =>
        TestFrames.AssertSame(new Frame(4, 8, [.. Enumerable.Repeat(0f, 31), count], PixelType.Float64), Read(Doubles(number)));

    [Theory]
    [InlineData(1e300)]
    [InlineData(-3.5e38)]
    public void ADoubleBeyondTheRangeOfFloatsIsRefused(double number)
    {
        var error = Refused(Doubles(number));
        Assert.Contains($"count {number},", error.Reason, StringComparison.Ordinal);
        Assert.Contains("Divide the counts", error.Reason, StringComparison.Ordinal);
    }

    private static byte[] Doubles(double last)
    {
        var file = RawTiff.Bytes((256, 8), (257, 4), (258, 64), (339, 3));
        BinaryPrimitives.WriteDoubleLittleEndian(file.AsSpan(8 + 8 * 31), last);
        return file;
    }

    [Fact]
    public void AnyDoubleComesBackAsTheFloatThatItWasReadAs() =>
        Gen.Double[-1e38, 1e38]
            .Sample(
                number =>
                {
                    var path = _folder[$"{Guid.NewGuid():N}.tif"];
                    File.WriteAllBytes(path, Doubles(number));
                    var frame = FrameFile.Read(path);
                    Assert.Equal((float)number, frame.Counts[31]);
                    FrameFile.WriteLike(path, path + "2", new Dictionary<int, Frame> { [0] = frame });
                    TestFrames.AssertSame(frame, FrameFile.Read(path + "2"));
                },
                iter: 25
            );

    [Theory]
    [InlineData(PixelType.Int8, -128, 127)]
    [InlineData(PixelType.Int16, -32768, 32767)]
    [InlineData(PixelType.UInt12, 0, 4095)]
    [InlineData(PixelType.UInt32, 0, 4294967040f)]
    [InlineData(PixelType.Int32, -2147483648f, 2147483520f)]
    [InlineData(PixelType.Float16, -65504, 65504)]
    [InlineData(PixelType.Float16, float.NaN, float.PositiveInfinity)]
    [InlineData(PixelType.Float64, float.NaN, float.NegativeInfinity)]
    [InlineData(PixelType.Float64, float.MinValue, float.MaxValue)]
    public void TheEndsOfARangeAreWrittenAndReadBack(PixelType type, float minimum, float maximum)
    {
        var frame = new Frame(1, 4, [minimum, maximum, 0, 1], type);
        FrameFile.WriteTiff(_folder["a.tif"], [frame]);
        TestFrames.AssertSame(frame, FrameFile.Read(_folder["a.tif"]));
    }

    [Theory]
    [InlineData(PixelType.Int8, -129)]
    [InlineData(PixelType.Int16, 32768)]
    [InlineData(PixelType.UInt12, 4096)]
    [InlineData(PixelType.UInt12, 0.5f)]
    [InlineData(PixelType.UInt32, -1)]
    [InlineData(PixelType.UInt32, 4294967296f)]
    [InlineData(PixelType.Int32, 2147483648f)]
    [InlineData(PixelType.Int32, float.NaN)]
    [InlineData(PixelType.Float16, 65520)]
    [InlineData(PixelType.Float16, 2049)]
    public void WhatATypeCannotHoldIsNotWritten(PixelType type, float count)
    {
        var error = Assert.Throws<ArgumentException>(() => FrameFile.WriteTiff(_folder["a.tif"], [new Frame(1, 2, [0, count], type)]));
        Assert.Contains($"{type} cannot hold it", error.Message, StringComparison.Ordinal);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void PngTakesOnlyUnsignedCountsOf8And16Bits()
    {
        foreach (var type in Enum.GetValues<PixelType>().Except([PixelType.UInt8, PixelType.UInt16]))
            Assert.Contains(
                $"{type}",
                Assert.Throws<ArgumentException>(() => FrameFile.WritePng(_folder["a.png"], new Frame(1, 1, new float[1], type))).Message,
                StringComparison.Ordinal
            );
    }

    private Frame Read(byte[] file)
    {
        File.WriteAllBytes(_folder["a.tif"], file);
        return FrameFile.Read(_folder["a.tif"]);
    }

    private FrameFormatException Refused(byte[] file) => Assert.Throws<FrameFormatException>(() => Read(file));
}
