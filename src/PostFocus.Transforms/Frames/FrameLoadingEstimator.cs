using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Frames;

/// <summary>Learns the size of the frames from the first row, then reads the frame that each row's path names.</summary>
/// <remarks>
/// <list type="table">
/// <listheader><term>Characteristic</term><description>Value</description></listheader>
/// <item><term>Looks at the data</term><description>Yes: the size of the first row's frame</description></item>
/// <item><term>Input column</term><description>Text: a path; of a multi-page file the first page is read</description></item>
/// <item><term>Output column</term><description>Vector of Single, [height, width], raw counts</description></item>
/// </list>
/// </remarks>
public sealed class FrameLoadingEstimator : IEstimator<FrameLoadingTransformer>
{
    private readonly IHostEnvironment _environment;
    private readonly string _output,
        _pathColumn;
    private readonly string? _folder;

    internal FrameLoadingEstimator(IHostEnvironment environment, string output, string? pathColumn, string? folder) =>
        (_environment, _output, _pathColumn, _folder) = (environment, output, pathColumn ?? output, folder);

    /// <summary>Reads the first row's frame.</summary>
    /// <exception cref="ArgumentException">The path column is missing, or there is no row.</exception>
    /// <exception cref="FrameFormatException">The first row's file cannot be read.</exception>
    public FrameLoadingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var column = FrameLoadingComputation.NeededPath(_pathColumn).Find(input.Schema);
        using var cursor = input.GetRowCursor([column]);
        if (!cursor.MoveNext())
            throw new ArgumentException("LoadFrames cannot be fitted: the input has no rows.");
        var first = FrameFile.Read(FrameLoadingComputation.PathReader(cursor, column, _folder)());
        return new(_environment, new(_output, _pathColumn, _folder, first.Height, first.Width));
    }

    /// <inheritdoc/>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        inputSchema
            .Require(FrameLoadingComputation.NeededPath(_pathColumn))
            .With(MicrosoftMLInternals.ShapeOf(_output, NumberDataViewType.Single, isVector: true));
}
