namespace PostFocus.Imaging.Zarr;

/// <summary>One axis of a Zarr array.</summary>
/// <param name="Letter">T, C, Z, Y or X; null where it is none of these, or not known.</param>
/// <param name="Name">What the metadata call it; empty if nothing.</param>
/// <param name="Unit">Unit of its scale; null if none is named.</param>
internal sealed record ZarrAxis(char? Letter, string Name, string? Unit = null)
{
    /// <summary>By its name alone.</summary>
    public static ZarrAxis Named(string? name) =>
        new(
            name?.ToUpperInvariant() switch
            {
                "T" or "TIME" => 'T',
                "C" or "CHANNEL" => 'C',
                "Z" => 'Z',
                "Y" => 'Y',
                "X" => 'X',
                _ => null,
            },
            name ?? ""
        );
}
