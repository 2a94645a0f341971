using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Transforms.Frames;

namespace PostFocus.Benchmarks.HeldOut;

/// <summary>
/// Unsharp masking, the sharpening that every image program has: frame + amount · (frame − Gaussian blur of it). Radius
/// (1 pixel) and amount (1) are the defaults of scikit-image's <c>unsharp_mask</c>, as is the border by reflection.
/// </summary>
internal static class UnsharpMask
{
    public const double RadiusPixels = 1, Amount = 1;

    /// <summary>A column <c>Unsharp</c> of frames like the column <c>Frame</c>.</summary>
    public static IEstimator<ITransformer> Estimator(MLContext context, IDataView frames)
    {
        DataViewType type = frames.Schema[LoadedColumns.Frame].Type;
        int width = ((VectorDataViewType)type).Dimensions[1];
        SchemaDefinition input = SchemaDefinition.Create(typeof(Source)), output = SchemaDefinition.Create(typeof(Result));
        input[0].ColumnType = output[0].ColumnType = type;
        return context.Transforms.CustomMapping<Source, Result>(
            (source, result) => result.Unsharp = Sharpen(source.Frame, width), null, input, output);
    }

    public static float[] Sharpen(float[] frame, int width)
    {
        int height = frame.Length / width;
        float[] blurred = Blur(Blur(frame, height, width, rows: true), height, width, rows: false);
        return [.. frame.Zip(blurred, (sharp, soft) => (float)(sharp + Amount * (sharp - soft)))];
    }

    private static float[] Blur(float[] image, int height, int width, bool rows)
    {
        int reach = (int)Math.Ceiling(4 * RadiusPixels);
        double[] kernel = [.. Enumerable.Range(-reach, 2 * reach + 1).Select(i => Math.Exp(-i * i / (2 * RadiusPixels * RadiusPixels)))];
        double sum = kernel.Sum();
        var blurred = new float[image.Length];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                double value = 0;
                for (int i = -reach; i <= reach; i++)
                {
                    int at = rows ? Reflect(y + i, height) * width + x : y * width + Reflect(x + i, width);
                    value += kernel[i + reach] * image[at];
                }
                blurred[y * width + x] = (float)(value / sum);
            }
        }
        return blurred;
    }

    /// <summary>d c b a | a b c d | d c b a, for frames larger than the kernel.</summary>
    private static int Reflect(int i, int extent) => i < 0 ? -i - 1 : i >= extent ? 2 * extent - i - 1 : i;

    private sealed class Source
    {
        public float[] Frame { get; set; } = [];
    }

    private sealed class Result
    {
        public float[] Unsharp { get; set; } = [];
    }
}
