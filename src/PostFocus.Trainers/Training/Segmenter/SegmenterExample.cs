namespace PostFocus.Trainers.Training.Segmenter;

/// <summary>A frame to train on, in unit intensities, and its cells.</summary>
internal sealed record SegmenterExample(UnitImage Image, CellMask Mask);
