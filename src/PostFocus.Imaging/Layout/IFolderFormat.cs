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

    /// <summary>A layout an image: of the folder's own, or of the series in it. Each has its own folder as its path.</summary>
    IReadOnlyList<StackLayout> Layouts(string folder, string? axisOrder);
}
