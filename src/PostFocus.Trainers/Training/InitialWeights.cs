using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;
using PostFocus.Transforms;

namespace PostFocus.Trainers.Training;

/// <summary>Finds the ONNX file to start a training from.</summary>
internal static class InitialWeights
{
    /// <param name="path">The ONNX file itself, or a model zip with a classifier.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="PostFocusException">It is a zip without a classifier.</exception>
    public static ReadOnlyMemory<byte> OfClassifier(string path) => Read(path, models => models.Classifier?.OnnxFile, "classifier");

    /// <param name="path">The ONNX file itself, or a model zip with a restorer.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="PostFocusException">It is a zip without a restorer.</exception>
    public static ReadOnlyMemory<byte> OfRestorer(string path) => Read(path, models => models.Restorer?.OnnxFile, "restorer");

    /// <param name="path">The ONNX file itself, or a model zip with a segmenter.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="PostFocusException">It is a zip without a segmenter.</exception>
    public static ReadOnlyMemory<byte> OfSegmenter(string path) => Read(path, models => models.Segmenter?.OnnxFile, "segmenter");

    private static ReadOnlyMemory<byte> Read(string path, Func<PretrainedModels, ReadOnlyMemory<byte>?> part, string name)
    {
        var bytes = File.ReadAllBytes(path);
        if (!ZipSignature.Begins(bytes))
            return bytes;
        return part(new MLContext().FocusRestoration.LoadModels(path)) ?? throw new PostFocusException($"'{path}' has no {name}.");
    }
}
