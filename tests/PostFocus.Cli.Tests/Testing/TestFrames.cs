using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>
/// Small frames of two parts, with noise. Bright ones are out of focus to <see cref="BrightnessModel"/>, dark ones in focus, where a
/// sequence holds both.
/// </summary>
internal static class TestFrames
{
    public const int Height = 32,
        Width = 40;

    /// <summary>A frame whose right third lies at a share of the range, beside grey at half of it.</summary>
    public static Frame At(double level, int seed) => Textured(seed, level, Height, Width, PixelType.UInt16);

    public static Frame Dark(int seed, PixelType type = PixelType.UInt16) => Textured(seed, 0.25, Height, Width, type);

    public static Frame Bright(int seed, PixelType type = PixelType.UInt16) => Textured(seed, 0.75, Height, Width, type);

    /// <summary>Dark, bright, dark, bright …</summary>
    public static Frame[] Alternating(int count, PixelType type = PixelType.UInt16) =>
        [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? Dark(i, type) : Bright(i, type))];

    public static Frame Constant(float count, int height = Height, int width = Width) =>
        new(height, width, [.. Enumerable.Repeat(count, height * width)], PixelType.UInt16);

    /// <summary>A frame per file: t0.tif, t1.tif, …</summary>
    public static void WriteTiffs(string folder, IReadOnlyList<Frame> frames)
    {
        for (var i = 0; i < frames.Count; i++)
            FrameFile.WriteTiff(Path.Combine(folder, $"t{i}.tif"), [frames[i]]);
    }

    public static void Truncate(string path)
    {
        using var file = new FileStream(path, FileMode.Open);
        file.SetLength(file.Length / 2);
    }

    private static Frame Textured(int seed, double level, int height, int width, PixelType type)
    {
        var random = new Random(seed);
        float full = type switch
        {
            PixelType.UInt8 => 255,
            PixelType.UInt16 => 4095,
            _ => 1,
        };
        return new(height, width, [.. Enumerable.Range(0, height * width).Select(Count)], type);

        // The left two thirds are grey in all frames: a frame that is brighter all over would be one of another exposure.
        float Count(int at)
        {
            var here = at % width < 0.65 * width ? 0.5 : level;
            var count = full * (float)(here + 0.1 * random.NextDouble());
            return type == PixelType.Float32 ? count : MathF.Round(count);
        }
    }
}
