using PostFocus.Imaging.Layout;

namespace PostFocus.Imaging.Tiff;

/// <summary>The pages of an open TIFF file. All of the reading is done here: LibTiff trusts a file, and decodes more slowly.</summary>
/// <param name="source">The open file.</param>
internal sealed class TiffPages(FrameSource source) : IDescribedPages
{
    private readonly TiffStructure _structure = new(source.Stream, source.Path);

    public Frame Read(int page) => new TiffPixels(_structure, new TiffPageReader(_structure, _structure.Directory(page)).Read()).Read();

    public void RequireWritable(int page, Frame frame) => TiffPatcher.WritablePage(_structure, page, frame);

    public int Count(out FrameFormatException? broken) => _structure.CountPages(out broken);

    public StackFile Describe(bool withMetadata) => TiffDescription.Read(_structure, withMetadata);
}
