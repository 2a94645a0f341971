namespace PostFocus.Imaging.Bmp;

/// <summary>Puts new counts into a copy of a BMP file: header, palette, bit depth and order of rows stay.</summary>
internal static class BmpPatcher
{
    public static void Replace(Stream file, string template, Frame frame)
    {
        foreach (var (offset, row) in Rows(file, template, frame))
        {
            file.Position = offset;
            file.Write(row);
        }
    }

    /// <summary>New rows, each in one and the same buffer, and where they stand; the file is only read.</summary>
    /// <exception cref="FrameFormatException">It has no place for a count of the frame.</exception>
    public static IEnumerable<(long Offset, byte[] Row)> Rows(Stream file, string template, Frame frame)
    {
        var header = BmpHeader.Read(file, template);
        frame.RequireLike(template, header.Height, header.Width, header.PixelType);
        if (header.IsRunLength)
            throw new FrameFormatException(
                template,
                0,
                "a run-length coded BMP cannot take new counts. Save it without compression first."
            );
        if (header.Palette is null && !header.Colours.HasGrey)
            throw new FrameFormatException(
                template,
                0,
                "a BMP whose channels have different numbers of bits cannot take new counts. Save it with 8 bits a channel first."
            );

        var row = new byte[header.RowBytes];
        for (var y = 0; y < header.Height; y++)
        {
            file.Position = header.RowOffset(y);
            file.ReadExactly(row);
            Put(row, header, frame.Counts.AsSpan(y * header.Width, header.Width), template);
            yield return (header.RowOffset(y), row);
        }
    }

    private static void Put(Span<byte> row, BmpHeader header, ReadOnlySpan<float> counts, string template)
    {
        for (var x = 0; x < counts.Length; x++)
        {
            var before = BmpPixels.Get(row, x, header.Bits);
            BmpPixels.Set(
                row,
                x,
                header.Bits,
                header.Palette is null
                    ? Coloured(before, header, (uint)counts[x], template)
                    : Index(before, header.Palette, (int)counts[x], template)
            );
        }
    }

    private static uint Coloured(uint before, BmpHeader header, uint count, string template) =>
        count >> header.Colours.GreyBits == 0
            ? header.Colours.WithGrey(before, count)
            : throw new FrameFormatException(
                template,
                0,
                $"its channels have {header.Colours.GreyBits} bits and cannot take the count {count}. Save it with 8 bits a channel first."
            );

    /// <summary>The index of a grey; where the palette has it twice and the pixel had one of them, that one.</summary>
    private static uint Index(uint before, int[] palette, int count, string template)
    {
        if (before < palette.Length && palette[before] == count)
            return before;
        return Array.IndexOf(palette, count) is >= 0 and var index
            ? (uint)index
            : throw new FrameFormatException(template, 0, $"its palette has no grey of {count} counts. Save it as 8-bit grey first.");
    }
}
