namespace PostFocus.Imaging.Pictures;

/// <summary>An image of a <see cref="Montage"/>.</summary>
/// <param name="Greys">Row-major, axes [height, width].</param>
/// <param name="Border">Red, green and blue of half of the gap around it; null: no border.</param>
internal readonly record struct Tile(byte[] Greys, byte[]? Border = null)
{
    /// <summary>What a picture in colour shows over each pixel; null: nothing.</summary>
    public LineColour[]? Lines { get; init; }

    public static implicit operator Tile(byte[] greys) => new(greys);
}
