using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Sequences;

/// <summary>What a file is to a search for sequences.</summary>
/// <param name="Layouts">What its pages are; null for a frame of its own, and for a file that reading will refuse.</param>
/// <param name="PixelMicrons">Of a frame of its own: the pixel size that its metadata say; null where they say none.</param>
internal readonly record struct FileContent(IReadOnlyList<StackLayout>? Layouts, double? PixelMicrons = null);
