namespace PostFocus.Imaging.Pictures;

/// <summary>An image of a <see cref="Montage"/>.</summary>
/// <param name="Greys">Row-major, axes [height, width].</param>
/// <param name="Border">Red, green and blue of half of the gap around it; null: no border.</param>
internal readonly record struct Tile(byte[] Greys, byte[]? Border = null)
{
    /// <summary>Pixels that a picture in colour shows in orange; null: none.</summary>
    public bool[]? Lines { get; init; }

    public static implicit operator Tile(byte[] greys) => new(greys);
}
