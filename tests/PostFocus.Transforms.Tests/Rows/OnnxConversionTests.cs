using Microsoft.ML;

namespace PostFocus.Transforms.Tests.Rows;

public sealed class OnnxConversionTests
{
    private readonly MLContext _context = new(seed: 1);

    [Fact]
    public void AConversionToOnnxIsRefusedWithTheTransformersNameAndAWayOn()
    {
        var rows = _context.Data.LoadFromEnumerable(SmallFrame.Row(4));
        var scoring = _context.Transforms.ScoreFocus(SmallFrame.Classifier);
        foreach (
            var model in new ITransformer[]
            {
                scoring.Fit(rows),
                scoring.Append(_context.Transforms.CopyColumns("Last", "Score")).Fit(rows),
                _context.Transforms.CopyColumns("First", "Frame").Append(scoring).Fit(rows),
            }
        )
        {
            using var stream = new MemoryStream();
            var message = Assert.Throws<NotSupportedException>(() => _context.Model.ConvertToOnnx(model, rows, stream)).Message;
            Assert.Contains("FocusScoringTransformer", message, StringComparison.Ordinal);
            Assert.Contains("ToOnnx", message, StringComparison.Ordinal);
            Assert.Equal(0, stream.Length);
        }
    }
}
