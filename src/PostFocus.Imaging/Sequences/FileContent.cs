using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Sequences;

/// <summary>What a file is to a search for sequences.</summary>
/// <param name="Layouts">What its pages are; null for a frame of its own, and for a file that reading will refuse.</param>
/// <param name="PixelSize">Of a frame of its own: what its metadata say.</param>
internal readonly record struct FileContent(IReadOnlyList<StackLayout>? Layouts, SaidPixelSize PixelSize = default);
