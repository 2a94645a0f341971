using System.Diagnostics.CodeAnalysis;

namespace PostFocus.Imaging;

/// <summary>How one count is stored in a file. In memory every count is a float32.</summary>
[SuppressMessage(
    "Naming",
    "CA1720:Identifier contains type name",
    Justification = "A pixel type is a numeric type; these are its names in microscopy."
)]
public enum PixelType
{
    /// <summary>8-bit unsigned integer, 0 to 255 counts.</summary>
    UInt8,

    /// <summary>16-bit unsigned integer, 0 to 65535 counts; 10-, 12- and 14-bit cameras store theirs in it.</summary>
    UInt16,

    /// <summary>IEEE 754 single precision; any finite count.</summary>
    Float32,

    /// <summary>8-bit signed integer, −128 to 127 counts.</summary>
    Int8,

    /// <summary>16-bit signed integer, −32768 to 32767 counts.</summary>
    Int16,

    /// <summary>
    /// 32-bit unsigned integer, 0 to 4294967040 counts. Beyond 2²⁴ a float32 holds only some whole numbers exactly;
    /// a page with any other count is refused.
    /// </summary>
    UInt32,

    /// <summary>
    /// 32-bit signed integer, −2147483648 to 2147483520 counts. Beyond ±2²⁴ a float32 holds only some whole numbers
    /// exactly; a page with any other count is refused.
    /// </summary>
    Int32,

    /// <summary>IEEE 754 half precision, −65504 to 65504 counts.</summary>
    Float16,

    /// <summary>
    /// IEEE 754 double precision. Counts are rounded to the nearest float32 when they are read; a page with one beyond
    /// the range of float32 is refused.
    /// </summary>
    Float64,

    /// <summary>12-bit unsigned integer, 0 to 4095 counts, two packed into three bytes.</summary>
    UInt12,
}
