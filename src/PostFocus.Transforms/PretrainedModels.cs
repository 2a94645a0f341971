using System.Diagnostics.CodeAnalysis;
using System.IO.Hashing;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;
using PostFocus.Transforms.Classification;
using PostFocus.Transforms.Domain;
using PostFocus.Transforms.Gate;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Restoration;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Segmentation;

namespace PostFocus.Transforms;

/// <summary>The networks of a model zip, to be composed with other columns, samples or steps.</summary>
/// <param name="Classifier">Finds out-of-focus frames; null if the zip has none.</param>
/// <param name="Restorer">Restores frames; null if the zip has none.</param>
/// <param name="Gate">Judges restored frames; null if the zip has none.</param>
/// <param name="Domain">Tells frames like those that the others learnt from; null if the zip has none.</param>
/// <param name="Segmenter">Finds cells; null if the zip has none.</param>
public sealed record PretrainedModels(
    FocusModel? Classifier,
    RestorationModel? Restorer,
    GateModel? Gate = null,
    DomainModel? Domain = null,
    SegmentationModel? Segmenter = null
)
{
    /// <summary>How frames are restored by their neighbours in focus, without a network; null if the zip does not say.</summary>
    public NeighbourRestoreEstimator.Options? Neighbours { get; init; }

    /// <summary>
    /// What tells the networks of classifier and restorer from others: a hash of both, and of the restorer's dither, in hexadecimal digits.
    /// </summary>
    public string Fingerprint
    {
        get
        {
            var hash = new XxHash128();
            hash.Append(Classifier?.Onnx ?? []);
            hash.Append(Restorer?.Onnx ?? []);
            if (Restorer?.Dither is { } dither)
                hash.Append([.. BitConverter.GetBytes(dither.Below), .. BitConverter.GetBytes(dither.Noise)]);
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
    }

    /// <summary>
    /// Writes classifier and restorer as ONNX files that run without PostFocus, for one frame of the networks' size:
    /// <c>classifier.onnx</c> (<see cref="FocusModel.ToOnnx"/>); <c>restorer.onnx</c> of a regression, <c>sampler.onnx</c> of a diffusion
    /// (<see cref="RestorationModel.ToOnnx"/>), and <c>denoise-step.onnx</c> (<see cref="RestorationModel.ToOnnxStep"/>).
    /// </summary>
    /// <param name="folder">Where to; it appears with all files or not at all.</param>
    /// <param name="options">Samples, steps and sampler of the restorer; null: the defaults.</param>
    /// <returns>Paths of the files.</returns>
    /// <exception cref="PostFocusException">There is neither of both, or a network cannot be exported.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or does not fit the restorer.</exception>
    /// <exception cref="IOException">The folder exists and is not empty, or cannot be written.</exception>
    public IReadOnlyList<string> ExportOnnx(string folder, ConditionalRestoreEstimator.Options? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        List<(string Name, byte[] Bytes)> files = [];
        if (Classifier is not null)
            files.Add(("classifier.onnx", Classifier.ToOnnx()));
        if (Restorer is { Prediction: Prediction.Regression })
            files.Add(("restorer.onnx", Restorer.ToOnnx(options)));
        else if (Restorer is not null)
            files.AddRange([("denoise-step.onnx", Restorer.ToOnnxStep(options)), ("sampler.onnx", Restorer.ToOnnx(options))]);
        if (files.Count == 0)
            throw new PostFocusException("The model has neither a focus classifier nor a restorer, and others are not exported.");
        WholeFolder.Write(
            folder,
            temporary =>
            {
                foreach (var (name, bytes) in files)
                    File.WriteAllBytes(Path.Combine(temporary, name), bytes);
            }
        );
        return [.. files.Select(file => Path.Combine(folder, file.Name))];
    }

    /// <summary>What lies beside the program or, in a notebook, in the package.</summary>
    /// <exception cref="PostFocusException">Nothing does.</exception>
    internal static PretrainedModels Load(MLContext context) =>
        Load(context, Beside("postfocus.zip")) with
        {
            Segmenter = Load(context, Beside("cells.zip")).Segmenter,
        };

    private static string Beside(string name)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "models", name);
        return new[] { path, InPackage(AssemblyFolder, name) }.FirstOrDefault(File.Exists)
            ?? throw new PostFocusException(
                $"The pretrained models are missing: there is no '{path}'. Add the package PostFocus.Models to the program, or name a model zip."
            );
    }

    /// <summary>Where the package of the models has them, which lies beside that of this assembly as NAME/VERSION.</summary>
    /// <param name="assemblyFolder">Where this assembly lies: in a notebook in its package, in lib/net10.0.</param>
    /// <param name="name">The zip's.</param>
    internal static string InPackage(string assemblyFolder, string name)
    {
        var package = Path.GetFullPath(Path.Combine(assemblyFolder, "..", ".."));
        return Path.Combine(package, "..", "..", "postfocus.models", Path.GetFileName(package), "models", name);
    }

    [SuppressMessage("SingleFile", "IL3000", Justification = "Empty in a single-file program, which lies in no package.")]
    private static string AssemblyFolder => Path.GetDirectoryName(typeof(PretrainedModels).Assembly.Location) ?? "";

    /// <summary>Finds our networks in a stock ML.NET model zip, wherever they stand in its chain.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="PostFocusException">
    /// The file is a pipe or a device, is not an ML.NET model zip, is damaged, or holds no network of ours, or two of a kind.
    /// </exception>
    internal static PretrainedModels Load(MLContext context, string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no model file '{path}'.", path);
        ITransformer model;
        try
        {
            model = LoadChain(context, path);
        }
        catch (Exception e) when (e.Causes().OfType<FileNotFoundException>().FirstOrDefault(IsOfZip) is { FileName: var library })
        {
            // Not as the cause: to whoever is told of it the program would seem to lack a library.
            throw new PostFocusException(
                $"'{path}' is damaged, or made by another program: it names the library '{library}', which is none of PostFocus. Fetch or train the model again."
            );
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw new PostFocusException(
                e.Causes().OfType<PostFocusException>().FirstOrDefault() switch
                {
                    FrameFormatException unread => $"'{path}' cannot be used as a PostFocus model: {unread.Reason}",
                    { } known => $"'{path}' cannot be used as a PostFocus model. {known.Message}",
                    null => $"'{path}' cannot be loaded as a PostFocus model: it must be an ML.NET model zip made by 'postfocus train' "
                        + $"or mlContext.Model.Save ({e.Causes().Last().Message.TrimEnd('.')}). If it is one, it is damaged: copy or fetch it again.",
                },
                e
            );
        }
        var parts = model.Parts().ToList();
        var classifier = Only<FocusScoringTransformer>("classifiers")?.Model;
        var restorer = Only<ConditionalRestoreTransformer>("restorers")?.Model;
        var gate = Only<RestorationGateTransformer>("gates")?.Model;
        var domain = Only<DomainScoringTransformer>("domains")?.Model;
        var segmenter = Only<SegmentCellsTransformer>("segmenters")?.Model;
        var neighbours = Only<NeighbourRestoreTransformer>("restorations by neighbours")?.Options;
        if (classifier is null && restorer is null && gate is null && domain is null && segmenter is null && neighbours is null)
        {
            throw new PostFocusException(
                $"'{path}' is an ML.NET model zip without a focus classifier, a restorer, a gate, a domain or a segmenter. Give one made by 'postfocus train'."
            );
        }
        return new(classifier, restorer, gate, domain, segmenter) { Neighbours = neighbours };

        T? Only<T>(string what)
            where T : class
        {
            T[] found = [.. parts.OfType<T>()];
            return found.Length < 2
                ? found.FirstOrDefault()
                : throw new PostFocusException(
                    $"'{path}' holds {found.Length} {what}, and nothing says which counts. Save a model with one; 'postfocus train' makes such zips."
                );
        }
    }

    /// <summary>
    /// Whether a library is missing because of what the zip says: it is there, if in another version, or nothing of this program refers to
    /// it.
    /// </summary>
    private static bool IsOfZip(FileNotFoundException missing)
    {
        if (missing.FileName?.Split(", Version=") is not [var name, _])
            return false;
        var loaded = AppDomain.CurrentDomain.GetAssemblies();
        return loaded.Any(a => a.GetName().Name == name) || !loaded.Any(a => a.GetReferencedAssemblies().Any(r => r.Name == name));
    }

    /// <summary>As <c>mlContext.Model.Load</c>, without its temporary files and with a look at every entry first.</summary>
    private static ITransformer LoadChain(MLContext context, string path)
    {
        using var file = FileReading.Open(path, null);
        using (var zip = ModelZipEntries.Open(file, context))
        {
            if (
                ModelLoadContext.LoadModelOrNull<ITransformer, SignatureLoadModel>(
                    context,
                    out var chain,
                    zip,
                    CompositeDataLoader<object, ITransformer>.TransformerDirectory
                )
            )
            {
                return chain;
            }
        }
        // Saved with a data loader.
        file.Position = 0;
        return context.Model.Load(file, out _);
    }
}
