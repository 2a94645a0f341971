using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Tests.Classification;
using static PostFocus.Testing.TinyOnnx;

namespace PostFocus.Transforms.Tests;

/// <summary>Rows of small frames in memory, whose logit is known (<see cref="MeanNetwork"/>): twice their mean.</summary>
internal sealed class SmallFrame
{
    public const int Side = MeanNetwork.Side;

    [VectorType(Side, Side)]
    public float[]? Frame { get; set; } = [];

    [VectorType(2)]
    public float[]? Intensity { get; set; } = [-1, 1];

    public string Path { get; set; } = "";

    public bool Label { get; set; }

    /// <summary>A frame of that mean, ± 0.25 by turns.</summary>
    public static SmallFrame Of(float mean) =>
        new()
        {
            Frame = Counts(mean),
            Path = $"frame {mean:F2}",
            Label = mean > 0,
        };

    /// <summary>A camera's failure: all counts are 0.</summary>
    public static SmallFrame Black() => new() { Frame = new float[Side * Side], Path = "black" };

    /// <summary>Frames of means −1 to 1, of which that one is black.</summary>
    public static SmallFrame[] Row(int count, int black = -1) =>
        [.. Enumerable.Range(0, count).Select(i => i == black ? Black() : Of(2f * i / count - 1))];

    public static float[] Counts(float mean) => [.. Enumerable.Range(0, Side * Side).Select(i => mean + (i % 2 == 0 ? 0.25f : -0.25f))];

    public static FocusModel Classifier { get; } = MeanNetwork.Model();

    /// <summary>A mean over columns, which differs between orientations.</summary>
    public static RestorationModel Restorer { get; } =
        new(
            TinyOnnx.Model(
                [Node("AveragePool", ["frame"], "residual", Integers("kernel_shape", 5, 1), Integers("pads", 2, 0, 2, 0))],
                [Value("frame", Side, Side)],
                Value("residual", Side, Side)
            ),
            Side,
            residualScale: 1,
            Prediction.Regression
        );

    /// <summary>Writes frames as PNGs of grey values 0 to 255, or of 16 bits, and gives their paths.</summary>
    public static string[] WritePngs(TemporaryFolder folder, int count, PixelType type = PixelType.UInt8) =>
        [
            .. Enumerable
                .Range(0, count)
                .Select(i =>
                {
                    var path = folder[$"{i}.png"];
                    FrameFile.WritePng(
                        path,
                        new(
                            Side,
                            Side,
                            [
                                .. Enumerable
                                    .Range(0, Side * Side)
                                    .Select(p => (float)((i * 40 + p * 7) % 256 * (type == PixelType.UInt16 ? 256 : 1))),
                            ],
                            type
                        )
                    );
                    return path;
                }),
        ];
}

/// <summary>A row that names a file.</summary>
internal sealed class FileRow
{
    public string? Path { get; set; } = "";
}

/// <summary>A row with an image of its own.</summary>
internal sealed class ImageRow
{
    [ImageType(SmallFrame.Side, SmallFrame.Side)]
    public MLImage? Frame { get; set; }

    public float Probability { get; set; }

    public static ImageRow Of(int grey)
    {
        var pixels = new byte[4 * SmallFrame.Side * SmallFrame.Side];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(i % 4 == 3 ? 255 : grey + i / 4 % 97);
        return new() { Frame = MLImage.CreateFromPixels(SmallFrame.Side, SmallFrame.Side, MLPixelFormat.Rgba32, pixels) };
    }
}
