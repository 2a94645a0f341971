using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Cli.Shared;

/// <summary>The segmenter of a model zip.</summary>
internal static class SegmenterZip
{
    /// <exception cref="PostFocusException">The zip has none.</exception>
    public static SegmentationModel Load(MLContext context, string path) =>
        context.FocusRestoration.LoadModels(path).Segmenter
        ?? throw new PostFocusException($"The model '{path}' has no segmenter. Make one with 'postfocus train segmenter'.");
}
