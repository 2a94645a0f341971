namespace PostFocus.Imaging.Layout;

/// <summary>What the tags of a MetaMorph stack say: of its planes, and the size of a pixel.</summary>
/// <param name="Announced">How many planes it announces.</param>
/// <param name="Planes">
/// The planes that the tags tell of, whether or not their pixels are there: all that are announced, but in a damaged file.
/// </param>
/// <param name="PixelMicrons">Width of a pixel; null where it is not calibrated, or in another unit.</param>
internal sealed record MetaMorphNotes(ulong Announced, IReadOnlyList<MetaMorphPlane> Planes, double? PixelMicrons);

/// <summary>What MetaMorph notes of a plane.</summary>
/// <param name="Milliseconds">When it was made.</param>
/// <param name="Distance">Where it lies in Z.</param>
/// <param name="Wavelength">Of its light; 0 where it is not told.</param>
internal readonly record struct MetaMorphPlane(double Milliseconds, double Distance, double Wavelength);
