namespace PostFocus.Imaging;

/// <summary>Reads grey pages of TIFF files. All of it is done here: LibTiff trusts a file, and decodes more slowly.</summary>
internal static class TiffReader
{
    /// <summary>Pages in the chain; if it breaks off, one more stands for the page that cannot be found.</summary>
    public static int CountPages(Stream stream, string path, out FrameFormatException? broken)
    {
        var pages = 0;
        broken = null;
        try
        {
            foreach (var _ in new TiffStructure(stream, path).Directories())
                pages++;
        }
        catch (FrameFormatException e)
        {
            broken = e;
            pages++;
        }
        return pages;
    }

    public static Frame Read(Stream stream, string path, int page)
    {
        var structure = new TiffStructure(stream, path);
        return Read(structure, structure.Directory(page));
    }

    public static Frame Read(TiffStructure structure, TiffDirectory directory) =>
        new TiffPixels(structure, new TiffPageReader(structure, directory).Read()).Read();
}
