namespace PostFocus.Imaging;

/// <summary>The pages of an open TIFF file. All of the reading is done here: LibTiff trusts a file, and decodes more slowly.</summary>
/// <param name="stream">The open file; disposed of with this.</param>
/// <param name="path">What errors call it.</param>
internal sealed class TiffPages(Stream stream, string path) : IFramePages
{
    private readonly TiffStructure _structure = new(stream, path);

    public Frame Read(int page) => new TiffPixels(_structure, new TiffPageReader(_structure, _structure.Directory(page)).Read()).Read();

    public int Count(out FrameFormatException? broken) => _structure.CountPages(out broken);

    public void Dispose() => stream.Dispose();
}
