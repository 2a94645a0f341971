namespace PostFocus.Imaging.Sequences.Search;

/// <summary>Names in folders that nobody means as input, or that are not frames.</summary>
internal static class FolderEntries
{
    // Of Synology, QNAP, NetApp, Windows, Linux and macOS: thumbnails, deleted files, snapshots.
    private static readonly HashSet<string> s_clutter = new(StringComparer.OrdinalIgnoreCase)
    {
        "@eaDir",
        "@tmp",
        "#recycle",
        "#snapshot",
        "@Recycle",
        "@Recently-Snapshot",
        "@__thumb",
        "~snapshot",
        "$RECYCLE.BIN",
        "RECYCLER",
        "System Volume Information",
        "FOUND.000",
        "Thumbs.db",
        "ehthumbs.db",
        "desktop.ini",
        "lost+found",
        "__MACOSX",
        "Network Trash Folder",
        "Temporary Items",
    };

    // Images, films and archives of microscopes and programs.
    private static readonly HashSet<string> s_unread = new(StringComparer.OrdinalIgnoreCase)
    {
        ".nd2",
        ".czi",
        ".zvi",
        ".lif",
        ".lei",
        ".lof",
        ".xlef",
        ".lsm",
        ".oib",
        ".oif",
        ".oir",
        ".vsi",
        ".ets",
        ".ims",
        ".dv",
        ".r3d",
        ".sld",
        ".sldy",
        ".flex",
        ".mvd2",
        ".c01",
        ".dib",
        ".btf",
        ".tf2",
        ".tf8",
        ".svs",
        ".ndpi",
        ".scn",
        ".mrxs",
        ".bif",
        ".qptiff",
        ".pcoraw",
        ".b16",
        ".h5",
        ".hdf5",
        ".he5",
        ".n5",
        ".klb",
        ".mat",
        ".npy",
        ".npz",
        ".mrc",
        ".nrrd",
        ".nhdr",
        ".mha",
        ".mhd",
        ".nii",
        ".dcm",
        ".ics",
        ".ids",
        ".fits",
        ".raw",
        ".dng",
        ".nef",
        ".cr2",
        ".arw",
        ".jp2",
        ".jxr",
        ".jxl",
        ".webp",
        ".gif",
        ".heic",
        ".avif",
        ".pgm",
        ".pnm",
        ".tga",
        ".psd",
        ".avi",
        ".mp4",
        ".m4v",
        ".mov",
        ".mkv",
        ".wmv",
        ".mpg",
        ".mpeg",
        ".webm",
        ".zip",
        ".7z",
        ".rar",
        ".tar",
        ".gz",
        ".tgz",
        ".bz2",
        ".xz",
        ".zst",
    };

    /// <summary>Dot files are hidden; macOS leaves "._t001.tif" beside t001.tif on shared disks.</summary>
    public static bool IsClutter(string name) => name.StartsWith('.') || s_clutter.Contains(name);

    /// <summary>Whether a name is of a type that holds images, but is not read.</summary>
    public static bool IsUnreadType(string name) => s_unread.Contains(Path.GetExtension(name));

    /// <summary>
    /// Whether .NET could not take a name over: it turns bytes that are not UTF-8 into U+FFFD, and does not find the file
    /// by that name again.
    /// </summary>
    public static bool IsGarbled(string path) => path.Contains('\uFFFD', StringComparison.Ordinal) && !Path.Exists(path);
}
