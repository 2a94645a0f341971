using Microsoft.ML;
using PostFocus.Transforms;

namespace PostFocus.Trainers.Training;

/// <summary>Finds the ONNX file to start a classifier's training from.</summary>
internal static class InitialWeights
{
    /// <param name="path">The ONNX file itself, or a model zip.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is a zip without a classifier.</exception>
    public static ReadOnlyMemory<byte> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (!bytes.AsSpan().StartsWith("PK"u8))
            return bytes;
        return new MLContext().FocusRestoration.LoadModels(path).Classifier?.OnnxFile
            ?? throw new InvalidDataException($"'{path}' has no classifier.");
    }
}
