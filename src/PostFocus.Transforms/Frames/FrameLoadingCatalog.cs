using PostFocus.Imaging;
using PostFocus.Imaging.Pairs;
using PostFocus.Imaging.Sequences;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.MicrosoftML;

// In ML.NET's namespace, so that `using Microsoft.ML` is enough to find them, as with ML.NET's own extensions.
namespace Microsoft.ML;

/// <summary>Frames in files, in the catalogs of an <see cref="MLContext"/>.</summary>
public static class FrameLoadingCatalog
{
    /// <summary>Frames in files as a data view: a row a frame, read lazily.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView frames = context.Data.LoadFrames("data/sample");
    /// foreach ((string file, int index) in frames.GetColumn<string>("Path").Zip(frames.GetColumn<int>("FrameIndex")))
    ///     Console.WriteLine($"{index}: {file}");
    /// ]]></code>
    /// </example>
    /// <remarks>
    /// The intensities of a row are fitted over the frames of its sequence that have its pixel type and can be used, as the command
    /// line does it (<see cref="SequenceScan"/>). A frame of another size than the first is an error of its row.
    /// </remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="paths">
    /// Folders (every folder with frame files is a sequence), multi-page files and OME-Zarr images (each series a sequence),
    /// or manifests (<c>.csv</c> with path, sequence, frame, out_of_focus, reference_path, defocus_um, pixel_um, mask_path).
    /// </param>
    /// <returns>Columns of <see cref="LoadedColumns"/>; those from Label on only where a manifest gives them for every row.</returns>
    /// <exception cref="FrameFormatException">A file cannot be read, or differs in size.</exception>
    /// <exception cref="FileNotFoundException">There is no such path.</exception>
    public static IDataView LoadFrames(this DataOperationsCatalog catalog, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return FrameLoader.Load(catalog.Environment(), paths);
    }

    /// <summary>Frames in files as a data view, with a word on which of them are videos.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="options">What to take of multi-page files, and what file names say.</param>
    /// <param name="paths">Folders, multi-page files, or manifests, to which of the options only the pixel size applies.</param>
    /// <returns>Columns of <see cref="LoadedColumns"/>.</returns>
    /// <exception cref="FrameFormatException">
    /// A file cannot be read, differs in size, or has no such channel, focal plane or series.
    /// </exception>
    public static IDataView LoadFrames(this DataOperationsCatalog catalog, SequenceOptions options, params string[] paths)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(paths);
        return FrameLoader.Load(catalog.Environment(), paths, options);
    }

    /// <summary>Sequences that were found before, as a data view: a row a frame, read lazily.</summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="sequences">Sequences of frames of one size.</param>
    /// <param name="cameraOffset">
    /// Counts of the camera without light, as the lower end of every sequence's intensities: see
    /// <see cref="PostFocus.Imaging.Intensity.IntensityMap.Fit"/>. Null: a low percentile of each sequence.
    /// </param>
    public static IDataView LoadFrames(
        this DataOperationsCatalog catalog,
        IEnumerable<FrameSequence> sequences,
        double? cameraOffset = null
    )
    {
        ArgumentNullException.ThrowIfNull(sequences);
        return FrameLoader.Load(catalog.Environment(), sequences, cameraOffset);
    }

    /// <summary>
    /// Frames of one size whose sequence was scanned before, as a data view: a row a frame, read lazily. Their intensity maps are known.
    /// </summary>
    /// <param name="catalog">The catalog.</param>
    /// <param name="part">The frames.</param>
    public static IDataView LoadFrames(this DataOperationsCatalog catalog, ScannedPart part)
    {
        ArgumentNullException.ThrowIfNull(part);
        return FrameLoader.Load(catalog.Environment(), part);
    }

    /// <summary>Checked pairs of an out-of-focus and an in-focus frame as a data view: a row a frame, read lazily.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// IDataView pairs = context.Data.LoadPairs(FramePairs.FromFolders(["below", "above"], "focus"));
    /// Console.WriteLine($"{pairs.GetColumn<bool>("Label").Count(label => label)} frames out of focus");
    /// ]]></code>
    /// </example>
    /// <remarks>
    /// One intensity map a sequence serves frames and references alike; it is fitted over all rows of the sequence, before
    /// cropping.
    /// </remarks>
    /// <param name="catalog">The catalog.</param>
    /// <param name="pairs">Pairs from two folders or from Z-stacks.</param>
    /// <returns>
    /// Columns of <see cref="LoadedColumns"/>, with Label and Reference; TrueDefocusMicrons where stacks give the distance of
    /// their planes.
    /// </returns>
    public static IDataView LoadPairs(this DataOperationsCatalog catalog, FramePairs pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return FrameLoader.Load(catalog.Environment(), pairs);
    }

    /// <summary>Reads the frame (TIFF, PNG, BMP or JPEG) that a path column names.</summary>
    /// <example>
    /// <code><![CDATA[
    /// var context = new MLContext(seed: 1);
    /// var files = Directory.GetFiles("data/sample").Order().Select(file => new { File = file });
    /// IDataView paths = context.Data.LoadFromEnumerable(files);
    /// IDataView frames = context.Transforms.LoadFrames("Frame", "File").Fit(paths).Transform(paths);
    /// Console.WriteLine(frames.Schema["Frame"].Type);
    /// ]]></code>
    /// </example>
    /// <param name="catalog">The catalog.</param>
    /// <param name="outputColumnName">Output: frames in counts, [height, width].</param>
    /// <param name="inputColumnName">Text: paths. Null: <paramref name="outputColumnName"/>.</param>
    /// <param name="folder">Folder that relative paths start from; null: the working folder.</param>
    public static FrameLoadingEstimator LoadFrames(
        this TransformsCatalog catalog,
        string outputColumnName,
        string? inputColumnName = null,
        string? folder = null
    ) => new(catalog.Environment(), outputColumnName, inputColumnName, folder);
}
