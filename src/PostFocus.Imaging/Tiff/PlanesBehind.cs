namespace PostFocus.Imaging;

/// <summary>Pages that share the only directory of a file: the pixels of each lie behind those of the one before.</summary>
/// <param name="Count">Pages, the first one included.</param>
/// <param name="Bytes">How far apart they are.</param>
/// <param name="Announced">How many the file says there are; more than <paramref name="Count"/> where it is cut.</param>
internal readonly record struct PlanesBehind(int Count, ulong Bytes, ulong Announced)
{
    /// <returns>As many as are announced and lie between two bytes of the file; null where that is one or none.</returns>
    public static PlanesBehind? Between(ulong first, ulong end, ulong bytes, ulong announced) =>
        Math.Min(announced, (end - first) / bytes) is > 1 and <= TiffStructure.MostPages and var count ? new PlanesBehind((int)count, bytes, announced) : null;
}
