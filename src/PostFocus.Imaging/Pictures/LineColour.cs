namespace PostFocus.Imaging.Pictures;

/// <summary>What is drawn over a pixel of a <see cref="Tile"/>.</summary>
internal enum LineColour : byte
{
    None,
    Orange,
    Blue,
    Green,
}
