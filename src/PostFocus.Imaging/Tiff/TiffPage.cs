using BitMiracle.LibTiff.Classic;
using PostFocus.Imaging.SampleFormats;

namespace PostFocus.Imaging.Tiff;

/// <summary>The layout of one page that holds a grey frame: how its pixels are cut, compressed and stored.</summary>
internal sealed record TiffPage
{
    public required TiffDirectory Directory { get; init; }
    public required int Height { get; init; }
    public required int Width { get; init; }

    /// <summary>Planes of a volume; of one, the layout is that of the first, and the others lie behind.</summary>
    public int Depth { get; init; } = 1;

    public required PixelType PixelType { get; init; }
    public required int SamplesPerPixel { get; init; }
    public required bool Planar { get; init; }
    public required bool Tiled { get; init; }
    public required int SegmentHeight { get; init; }
    public required int SegmentWidth { get; init; }
    public required Compression Compression { get; init; }
    public required Predictor Predictor { get; init; }
    public required Photometric Photometric { get; init; }

    /// <summary>What the samples stand for where they are indices; null where they are counts.</summary>
    public GreyPalette? Palette { get; init; }

    public required FillOrder FillOrder { get; init; }

    /// <summary>Where each strip or tile lies in the file, bytes.</summary>
    public IReadOnlyList<(ulong Offset, ulong Count)> Segments { get; init; } = [];

    /// <summary>The samples.</summary>
    public SampleKind Kind => SampleKind.Of(PixelType);

    /// <summary>The frame's counts.</summary>
    public PixelType CountType => Palette?.Type ?? PixelType;

    /// <summary>Whether the highest sample is the darkest. In a frame more is always brighter.</summary>
    public bool IsInverted => Photometric == Photometric.MINISWHITE;

    public int SegmentsAcross => DivideUp(Width, SegmentWidth);

    public int SegmentsDown => DivideUp(Height, SegmentHeight);

    public int SegmentsPerPlane => SegmentsAcross * SegmentsDown;

    public long SegmentCount => (long)SegmentsAcross * SegmentsDown * (Planar ? SamplesPerPixel : 1);

    public int SamplesPerSegmentPixel => Planar ? 1 : SamplesPerPixel;

    /// <summary>Top left pixel of a segment and how many of its rows are stored: the last strip is short, tiles are padded.</summary>
    public (int Top, int Left, int Rows) Place(int segment)
    {
        var inPlane = segment % SegmentsPerPlane;
        var top = inPlane / SegmentsAcross * SegmentHeight;
        var left = inPlane % SegmentsAcross * SegmentWidth;
        return (top, left, Tiled ? SegmentHeight : Math.Min(SegmentHeight, Height - top));
    }

    /// <summary>Decoded bytes of a segment with so many rows; each row takes whole bytes.</summary>
    public long BytesOf(int rows) => rows * Kind.BytesOf((long)SegmentWidth * SamplesPerSegmentPixel);

    /// <summary>TIFF demands tiles of whole 16 × 16 pixels, and LibTiff writes no others.</summary>
    public bool CanBeWritten => !Tiled || (SegmentHeight % 16 == 0 && SegmentWidth % 16 == 0);

    private static int DivideUp(int a, int b) => (int)(((long)a + b - 1) / b);
}
