using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>Frames and what a network is to tell of them.</summary>
/// <param name="Frames">[N, 1, H, W], unit intensities.</param>
/// <param name="Targets">[N, 1 + rays, H / grid, W / grid]: depth, then distances in pixels.</param>
internal sealed record SegmenterBatch(Tensor Frames, Tensor Targets);
