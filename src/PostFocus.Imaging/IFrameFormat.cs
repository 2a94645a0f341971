namespace PostFocus.Imaging;

/// <summary>A format of files that hold frames: how they are recognised, read, and followed with new pixels.</summary>
/// <remarks>
/// <para>This library knows TIFF, PNG, BMP, JPEG and Zarr (<see cref="PostFocus.Imaging.Files.FrameFile.Formats"/>). One of your own is
/// given with the place of a frame, <see cref="FrameLocation.Format"/>, and so goes with it through everything that reads frames; and to
/// <see cref="PostFocus.Imaging.Files.FrameFileRewriter.Open"/>, which writes. Folders and the command line are searched for the library's
/// own alone. Files of one frame are a <see cref="SingleFrameFormat"/>.</para>
/// <para>What a user can mend is a <see cref="FrameFormatException"/> that names the file, the page, the reason and a way on; an
/// <see cref="IOException"/> becomes one. One object serves all files, from several threads at once.</para>
/// </remarks>
public interface IFrameFormat
{
    /// <summary>What it is called in messages: "TIFF".</summary>
    string Name { get; }

    /// <summary>Extensions of its files, in lower case with the dot: ".tif", ".tiff".</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether a file is of this format, by its first bytes.</summary>
    /// <param name="source">The open file.</param>
    bool Recognises(FrameSource source);

    /// <summary>Reads what is needed to find pages.</summary>
    /// <param name="source">The open file, which stays open as long as the pages are read.</param>
    /// <exception cref="FrameFormatException">It is damaged.</exception>
    IFramePages Open(FrameSource source);

    /// <summary>Begins a file like another one with new pixels in some of its pages.</summary>
    /// <param name="original">The file to follow; it is only read.</param>
    /// <param name="destination">The file to create, now or with the first page; none is left where this fails.</param>
    /// <param name="provenance">To be noted in it; null: nothing.</param>
    /// <exception cref="FrameFormatException">The original is damaged.</exception>
    IPageReplacer Rewrite(FrameSource original, string destination, Provenance? provenance);

    /// <summary>Creates a file like another one without new pixels; by default a copy, byte for byte.</summary>
    /// <param name="original">The file to follow; it is only read.</param>
    /// <param name="destination">The file to create.</param>
    void Copy(FrameSource original, string destination)
    {
        ArgumentNullException.ThrowIfNull(original);
        original.CopyTo(destination);
    }
}
