using PostFocus.Imaging;
using PostFocus.Trainers.Onnx;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Onnx;

public class OnnxWeightsTests
{
    private static byte[] Sample()
    {
        using var scope = NewDisposeScope();
        return OtherOnnx.Of([arange(6, ScalarType.Float32).reshape(2, 3), ones(4)], [1, 0]);
    }

    [Fact]
    public void TensorsComeInTheOrderOfTheFileAndOfTheirUse()
    {
        var weights = OnnxWeights.Read(Sample(), "a.onnx");
        Assert.Equal(["weight0", "weight1"], weights.Tensors.Select(t => t.Name));
        Assert.Equal(["weight1", "weight0"], weights.InOrderOfUse.Select(t => t.Name));
        Assert.Equal([2L, 3L], weights.Tensors[0].Shape);
        Assert.Equal([0f, 1, 2, 3, 4, 5], weights.Tensors[0].Values);
    }

    [Fact]
    public void WhateverIsCutOffOrChangedIsReadOrRefusedWithTheFilesName()
    {
        var sample = Sample();
        for (var length = 0; length < sample.Length; length++)
            Refused(sample[..length]);
        for (var i = 0; i < sample.Length; i++)
        for (var bit = 0; bit < 8; bit++)
        {
            var changed = sample.ToArray();
            changed[i] ^= (byte)(1 << bit);
            Refused(changed);
        }

        static void Refused(byte[] file)
        {
            if (Record.Exception(() => OnnxWeights.Read(file, "a.onnx")) is { } e)
                Assert.Contains("'a.onnx'", Assert.IsType<PostFocusException>(e).Message);
        }
    }

    [Theory]
    [InlineData("", "no weights")]
    [InlineData("0a", "cut off")]
    [InlineData("ffffffffffffffffffffffff", "too long")]
    [InlineData("3a092a070a03ffff031001", "Tensor '' [65535] has 0 values")]
    [InlineData("3a0e2a0c08ffffffff0708ffffffff07", "no weights")]
    [InlineData("3a102a0e08ffffffff0708ffffffff071001", "too large")]
    [InlineData("3a082a06080110017001", "another file")]
    [InlineData("0b", "wire type")]
    public void HostileFilesAreRefused(string hex, string reason) =>
        Assert.Contains(reason, Assert.Throws<PostFocusException>(() => OnnxWeights.Read(Convert.FromHexString(hex), "a.onnx")).Message);

    [Theory]
    [InlineData(OtherOnnx.Storage.Raw)]
    [InlineData(OtherOnnx.Storage.List)]
    [InlineData(OtherOnnx.Storage.Half)]
    [InlineData(OtherOnnx.Storage.HalfList)]
    public void NumbersAreThoseThatWereStoredHoweverTheyWere(OtherOnnx.Storage storage)
    {
        using var scope = NewDisposeScope();
        float[] values = [-1.5f, 0, 0.0625f, 65504, -65504];
        Assert.Equal(values, Assert.Single(OnnxWeights.Read(OtherOnnx.Of([tensor(values)], storage: storage), "a.onnx").Tensors).Values);
    }
}
