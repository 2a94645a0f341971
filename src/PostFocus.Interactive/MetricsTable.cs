using System.Globalization;
using PostFocus.Transforms.Evaluation;

namespace PostFocus.Interactive;

/// <summary>Metrics as a table: a row each, and a column for each fold with the mean over all.</summary>
internal static class MetricsTable
{
    /// <param name="columns">Headings, and metrics of one type; at least one.</param>
    public static string Of(IReadOnlyList<(string Heading, object Metrics)> columns)
    {
        var values = columns.Select(column => Values(column.Metrics).ToArray()).ToArray();
        var several = columns.Count > 1;
        var table = new HtmlTable(["", .. columns.Select(column => column.Heading), .. several ? ["mean"] : Array.Empty<string>()]);
        foreach (var (row, (name, _)) in values[0].Index())
        {
            var cells = values.Select(column => column[row].Value).ToArray();
            if (cells.Any(value => !double.IsNaN(value.Mean)))
                table.Add([name, .. cells.Select(Cell), .. several ? [Number(cells.Average(c => c.Mean))] : Array.Empty<string>()]);
        }
        return table.ToString();
    }

    /// <summary>A mean with its standard deviation where there are several values.</summary>
    public static string Cell(MetricStatistics statistics) =>
        statistics.Count > 1 && statistics.StandardDeviation > 0
            ? $"{Number(statistics.Mean)} ± {Number(statistics.StandardDeviation)}"
            : Number(statistics.Mean);

    /// <summary>Four digits.</summary>
    public static string Number(double value) => double.IsNaN(value) ? "–" : value.ToString("G4", CultureInfo.InvariantCulture);

    private static IEnumerable<(string Name, MetricStatistics Value)> Values(object metrics) =>
        metrics is RestorationMetrics restoration
            ? Values(restoration)
            : metrics
                .GetType()
                .GetProperties()
                .Where(property => property.PropertyType == typeof(double))
                .Select(property => (property.Name, Single((double)property.GetValue(metrics)!)));

    private static IEnumerable<(string Name, MetricStatistics Value)> Values(RestorationMetrics metrics) =>
        [
            ("frames", Single(metrics.FrameCount)),
            ("of these restored", Single(metrics.RestoredCount)),
            ("PSNR as recorded, dB", metrics.Before.Psnr),
            ("PSNR restored, dB", metrics.After.Psnr),
            ("gain in PSNR, dB", metrics.PsnrGain),
            ("share of frames that gain", Single(metrics.ShareImproved)),
            ("SSIM as recorded", metrics.Before.Ssim),
            ("SSIM restored", metrics.After.Ssim),
            ("Pearson correlation as recorded", metrics.Before.Pcc),
            ("Pearson correlation restored", metrics.After.Pcc),
            ("the same at edges, as recorded", metrics.Before.EdgePcc),
            ("the same at edges, restored", metrics.After.EdgePcc),
            ("Tenengrad over the truth's, as recorded", metrics.Before.TenengradRatio),
            ("Tenengrad over the truth's, restored", metrics.After.TenengradRatio),
            ("spread against error, over frames", Single(metrics.SpreadErrorOverFrames)),
            ("spread against error, within frames", metrics.SpreadErrorWithinFrames),
            ("truth within two spreads", metrics.Coverage),
            ("flicker as recorded", metrics.FlickerBefore),
            ("flicker restored", metrics.FlickerAfter),
            ("Fréchet distance as recorded", Single(metrics.FrechetDistanceBefore)),
            ("Fréchet distance restored", Single(metrics.FrechetDistanceAfter)),
        ];

    private static MetricStatistics Single(double value) => new(1, value, 0);
}
