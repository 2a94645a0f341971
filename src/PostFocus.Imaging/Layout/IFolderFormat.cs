namespace PostFocus.Imaging.Layout;

/// <summary>What a folder is to those who look for images.</summary>
internal enum FolderContent
{
    /// <summary>Any folder, or one that holds no image by itself, such as a plate or a well.</summary>
    Folder,

    /// <summary>One image, or several that belong together.</summary>
    Images,

    /// <summary>Segmentations of an image: numbers of objects, and no intensities.</summary>
    Labels,
}

/// <summary>A format of images that are folders. Their extensions are part of a name, and need not be there.</summary>
internal interface IFolderFormat : IFrameFormat
{
    /// <summary>What a folder of this format holds.</summary>
    FolderContent ContentOf(string folder);

    /// <summary>Whether a file beside images repeats what they say, so that of results it is made when these are there.</summary>
    bool SumsUp(string file);

    /// <summary>Makes such a file of results, whole or not at all.</summary>
    /// <param name="file">That of the input.</param>
    /// <param name="destination">Where to, among the results.</param>
    void SumUp(string file, string destination);

    /// <summary>A layout an image: of the folder's own, or of the series in it. Each has its own folder as its path.</summary>
    IReadOnlyList<StackLayout> Layouts(string folder, string? axisOrder);
}
