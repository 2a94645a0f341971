using System.Text;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Sequences;
using PostFocus.Plots;
using PostFocus.Transforms.Evaluation;
using static Microsoft.ML.TrainCatalogBase;
using MetricStatistics = PostFocus.Transforms.Evaluation.MetricStatistics;

namespace PostFocus.Interactive;

/// <summary>How notebooks show what PostFocus and ML.NET make.</summary>
/// <remarks>
/// Frames and images are shown as pictures, a sequence as a filmstrip, rows of an <see cref="IDataView"/> with their pictures,
/// metrics as tables and plots as SVG.
/// </remarks>
public static class Formatters
{
    private const string Png = "image/png",
        Svg = "image/svg+xml",
        Text = "text/plain",
        Html = "text/html";

    /// <summary>Tells the kernel; <c>#r "nuget: PostFocus.Interactive"</c> calls it by itself. Further calls change nothing.</summary>
    public static void Register()
    {
        Picture<Frame>(FramePicture.Of, frame => $"Frame {frame.Height} × {frame.Width} {frame.PixelType}");
        Picture<MLImage>(FramePicture.Of, image => $"MLImage {image.Height} × {image.Width}");
        Picture<FrameSequence>(Filmstrip.Of, sequence => $"{sequence.Name}: {sequence.Frames.Count} frames");

        Formatter.Register<Plot>(SvgElement, Svg);
        // As an image, because viewers of notebooks take parts out of elements that they do not know.
        Markup<Plot>(plot => $"<img src=\"data:image/svg+xml;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes(SvgElement(plot)))}\">");

        Markup<IDataView>(RowsTable.Of);
        Markup<MetricStatistics>(MetricsTable.Cell);
        Metrics<BinaryClassificationMetrics>();
        Metrics<CalibratedBinaryClassificationMetrics>();
        Metrics<RegressionMetrics>();
        Metrics<RestorationMetrics>();
    }

    /// <summary>Without the lines that say that it is XML, which nbconvert does not take.</summary>
    private static string SvgElement(Plot plot)
    {
        var svg = plot.ToSvg();
        return svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
    }

    private static void Picture<T>(Func<T, Picture> draw, Func<T, string> describe)
    {
        Formatter.Register<T>(value => draw(value).Base64, Png);
        Formatter.Register<T>(value => draw(value).Html(), Html);
        Formatter.Register<T>(describe, Text);
        Formatter.SetPreferredMimeTypesFor(typeof(T), Png);
    }

    private static void Markup<T>(Func<T, string> html)
    {
        Formatter.Register<T>(html, Html);
        Formatter.SetPreferredMimeTypesFor(typeof(T), Html);
    }

    private static void Metrics<T>()
        where T : class
    {
        Markup<T>(metrics => MetricsTable.Of([("", metrics)]));
        Markup<IReadOnlyList<CrossValidationResult<T>>>(folds =>
            MetricsTable.Of([.. folds.Select(fold => ($"fold {fold.Fold + 1}", (object)fold.Metrics))])
        );
    }
}
