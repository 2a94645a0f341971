using System.Diagnostics.CodeAnalysis;

namespace PostFocus.Imaging;

/// <summary>How one count is stored in a file.</summary>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "A pixel type is a numeric type; these are its names in microscopy.")]
public enum PixelType
{
    /// <summary>8-bit unsigned integer, 0 to 255 counts.</summary>
    UInt8,

    /// <summary>16-bit unsigned integer, 0 to 65535 counts; 10-, 12- and 14-bit cameras store theirs in it.</summary>
    UInt16,

    /// <summary>IEEE 754 single precision; any finite count.</summary>
    Float32,
}
