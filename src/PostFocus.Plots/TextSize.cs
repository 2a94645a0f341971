using OxyPlot;

namespace PostFocus.Plots;

/// <summary>The size of text in an SVG, for laying out: OxyPlot's own measures points and calls them pixels.</summary>
internal sealed class TextSize() : PdfRenderContext(1, 1, OxyColors.White)
{
    private const double PixelsPerPoint = 96 / 72.0;

    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        var points = base.MeasureText(text, fontFamily, fontSize, fontWeight);
        return new OxySize(PixelsPerPoint * points.Width, PixelsPerPoint * points.Height);
    }
}
