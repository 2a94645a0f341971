using Microsoft.ML.Data;
using PostFocus.Imaging;
using PostFocus.Imaging.DataConsistency;
using PostFocus.Transforms.Columns;
using PostFocus.Transforms.MicrosoftML;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Restoration.Diffusion;
using PostFocus.Transforms.Settings;
using PostFocus.Transforms.Tiling;
using Sampling = PostFocus.Transforms.Restoration.Diffusion.Sampler;

namespace PostFocus.Transforms.Restoration;

public sealed partial class ConditionalRestoreEstimator
{
    /// <summary>How frames are restored.</summary>
    public sealed record Options
    {
        /// <summary>Frames to restore. Default <c>Frame</c>.</summary>
        public string FrameColumnName
        {
            get;
            init => field = Require.Name(value);
        } = LoadedColumns.Frame;

        /// <summary>Boolean column, true = restore this row. Default <c>PredictedLabel</c>, the focus classifier's.</summary>
        public string DecisionColumnName
        {
            get;
            init => field = Require.Name(value);
        } = DefaultColumnNames.PredictedLabel;

        /// <summary>
        /// Vector of the two counts that map to −1 and +1. Default null: <c>Intensity</c> if the input has it, else each
        /// frame's own percentiles.
        /// </summary>
        public string? IntensityColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>
        /// Single column of the pixel size in µm, for models that know one (<see cref="RestorationModel.PixelMicrons"/>); NaN or 0 where it
        /// is not known. Default null: <c>PixelMicrons</c> if the input has it.
        /// </summary>
        public string? PixelMicronsColumnName
        {
            get;
            init => field = Require.NameOrNull(value);
        }

        /// <summary>Output: the restored frame in counts; an in-focus row's own frame, untouched. Default <c>Restored</c>.</summary>
        public string RestoredColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Restored";

        /// <summary>Output: standard deviation over the samples in counts; 0 where nothing was restored. Default <c>Spread</c>.</summary>
        public string SpreadColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "Spread";

        /// <summary>Output: Boolean, whether the row was restored. Default <c>WasRestored</c>.</summary>
        public string WasRestoredColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "WasRestored";

        /// <summary>
        /// Output: Int32, samples behind the row's mean and spread; 0 where nothing was restored. Default <c>SampleCount</c>.
        /// </summary>
        public string SampleCountColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "SampleCount";

        /// <summary>
        /// Output: Int32, frames in focus that were looked at, 0 to 2; 0 for models that look at none (<see cref="NeighbourDistance"/>).
        /// Default <c>NeighbourCount</c>.
        /// </summary>
        public string NeighbourCountColumnName
        {
            get;
            init => field = Require.Name(value);
        } = "NeighbourCount";

        /// <summary>
        /// Samples that are averaged, 1 to 100; sample k sees the frame in one of its eight orientations, k mod 8, and a frame larger
        /// than the network's in tiles that lie elsewhere. A regression's samples differ by that only, so it takes no more than 8.
        /// Default 5, as in the paper (section 2.4).
        /// </summary>
        public int Samples
        {
            get;
            init => field = Require.Range(value, 1, 100);
        } = 5;

        /// <summary>
        /// Denoising steps of a sample, 1 to 1000. Default 5; bridges are meant for 1 to 8, and regressions always take 1.
        /// </summary>
        public int Steps
        {
            get;
            init => field = Require.Range(value, 1, 1000);
        } = 5;

        /// <summary>
        /// How samples are drawn. <see cref="Sampler.Bridge"/> and <see cref="Sampler.BridgeMean"/> are for models trained on
        /// <see cref="NoiseSchedule.Bridge"/>, the others for all other diffusions. Default null: the model's default.
        /// </summary>
        public Sampler? Sampler { get; init; }

        /// <summary>Share of fresh noise in a step of <see cref="Sampler.Ddim"/>, 0 (none) to 1 (as much as DDPM). Default 0.</summary>
        public double Eta
        {
            get;
            init => field = Require.Range(value, 0, 1);
        }

        /// <summary>
        /// For models that predict the noise (<see cref="Prediction.Epsilon"/>), whose errors are divided by alpha, a millionth at the
        /// start: each step's estimate of the frame is kept within so many unit intensities of zero, 1 to 1000, where ±1 is the sequence's
        /// range. Default 1.5: half a range on either side for what lies beyond its percentiles.
        /// </summary>
        public double EstimateLimit
        {
            get;
            init => field = Require.Range(value, 1, 1000);
        } = 1.5;

        /// <summary>
        /// Seed of the noise. Null (default): the MLContext's; 1 where that has none. A zip keeps the seed that was taken.
        /// </summary>
        public ulong? Seed { get; init; }

        /// <summary>Least overlap of the tiles of a frame larger than the network's, 0 to half of a tile. Default 16 pixels.</summary>
        public int TileOverlap { get; init; } = 16;

        /// <summary>Rows looked at ahead of the consumer, 1 to 4096: more keep more cores busy and take more memory. Default 16.</summary>
        public int LookAhead
        {
            get;
            init => field = Require.Range(value, 1, 4096);
        } = 16;

        /// <summary>
        /// For models that look at the nearest frames in focus (<see cref="RestorationModel.UsesNeighbours"/>): those further away than
        /// this are not looked at, 0 to 50 frames; 0 where rows of a sequence are focal planes, not times. Default 6. Rows of a video
        /// (<c>Sequence</c>) lie together, in the order of time.
        /// </summary>
        public int NeighbourDistance
        {
            get;
            init => field = Require.Range(value, 0, 50);
        } = 6;

        /// <summary>
        /// For the same models: a frame in focus is looked at only where it shows the place that the frame shows, that is, where both
        /// correlate by this much after a Gaussian blur of 8 pixels (<see cref="CoarseCorrelation"/>), −1 (never mind) to 1. Default 0.98:
        /// nine in ten frames in focus of simulated videos reach it, and none of other wells (benchmarks/results/restoration-videos.md and
        /// restoration-strangers.md).
        /// </summary>
        public double NeighbourCorrelation
        {
            get;
            init => field = Require.Range(value, -1, 1);
        } = 0.98;

        /// <summary>
        /// What becomes of rows whose frame cannot be used. Default <see cref="OnBadFrame.Throw"/>; rows that were flagged before are
        /// passed through in any case: not restored, their frame as it is, or NaN where it cannot be read.
        /// </summary>
        public OnBadFrame OnBadFrame { get; init; }

        internal Sampler SamplerOf(RestorationModel model) => Sampler ?? model.DefaultSampler;

        /// <summary>These options as the model takes them: of a regression a frame takes one step and no more than eight samples.</summary>
        /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or does not fit the model.</exception>
        public Options For(RestorationModel model)
        {
            ArgumentNullException.ThrowIfNull(model);
            Validate(model.TileSize, model.Prediction, model.Schedule);
            return model.Prediction.IsDiffusion() ? this : this with { Samples = Math.Min(Samples, Orientation.Count), Steps = 1 };
        }

        /// <summary>Checks the fit of the options to a network.</summary>
        internal void Validate(int tileSize, Prediction prediction, NoiseSchedule schedule)
        {
            Require.Range(TileOverlap, 0, tileSize / 2, nameof(TileOverlap));
            string[] outputs =
            [
                RestoredColumnName,
                SpreadColumnName,
                WasRestoredColumnName,
                SampleCountColumnName,
                NeighbourCountColumnName,
            ];
            if (outputs.CountBy(name => name).FirstOrDefault(name => name.Value > 1).Key is { } twice)
                throw new ArgumentException(
                    $"Two output columns are called '{twice}', of {string.Join(", ", outputs)}: one would hide the other."
                );
            Require.That(
                Sampler is not { } known || Enum.IsDefined(known),
                Sampler,
                $"{nameof(Sampler)} is not a sampler.",
                nameof(Sampler)
            );
            Require.That(
                Sampler is null || prediction.IsDiffusion(),
                Sampler,
                $"{nameof(Sampler)} does not fit the model: a regression draws no samples. Leave it out.",
                nameof(Sampler)
            );
            var isBridge = schedule is BridgeSchedule;
            Require.That(
                Sampler is not { } sampler || isBridge == sampler is Sampling.Bridge or Sampling.BridgeMean,
                Sampler,
                $"{nameof(Sampler)} does not fit the model, which was trained on the schedule {schedule}. Leave it out for the model's own sampler.",
                nameof(Sampler)
            );
            Require.That(
                Eta == 0 || (prediction.IsDiffusion() && Sampler is null or Sampling.Ddim && !isBridge),
                Eta,
                $"{nameof(Eta)} is only for the sampler {Sampling.Ddim}; leave it 0.",
                nameof(Eta)
            );
        }

        /// <summary>
        /// Written to a zip, or read from it; but for <see cref="OnBadFrame"/> and <see cref="PixelMicronsColumnName"/>, which stand behind
        /// the model.
        /// </summary>
        /// <param name="zip">The zip's fields.</param>
        /// <param name="fitted">Height and width that were seen in Fit, which lie between the first version's options and later
        /// ones.</param>
        internal Options Through(ModelZipFields zip, ref (int Height, int Width) fitted)
        {
            var options = this with
            {
                FrameColumnName = zip.Field(FrameColumnName),
                DecisionColumnName = zip.Field(DecisionColumnName),
                IntensityColumnName = zip.Optional(IntensityColumnName),
                RestoredColumnName = zip.Field(RestoredColumnName),
                SpreadColumnName = zip.Field(SpreadColumnName),
                WasRestoredColumnName = zip.Field(WasRestoredColumnName),
                Samples = zip.Field(Samples),
                Steps = zip.Field(Steps),
                Seed = zip.Field(Seed ?? MicrosoftMLInternals.DefaultSeed),
                TileOverlap = zip.Field(TileOverlap),
                LookAhead = zip.Field(LookAhead),
            };
            fitted = (zip.Field(fitted.Height), zip.Field(fitted.Width));
            if (zip.Has(ConditionalRestoreTransformer.WithDiffusion))
            {
                options = options with
                {
                    SampleCountColumnName = zip.Field(SampleCountColumnName),
                    Sampler = zip.OptionalName(Sampler),
                    Eta = zip.Field(Eta),
                };
            }
            if (zip.Has(ConditionalRestoreTransformer.WithNeighbours))
                options = options with { NeighbourDistance = zip.Field(NeighbourDistance) };
            if (zip.Has(ConditionalRestoreTransformer.WithEstimateLimit))
                options = options with { EstimateLimit = zip.Field(EstimateLimit) };
            return zip.Has(ConditionalRestoreTransformer.WithNeighbourCorrelation)
                ? options with
                {
                    NeighbourCorrelation = zip.Field(NeighbourCorrelation),
                    NeighbourCountColumnName = zip.Field(NeighbourCountColumnName),
                }
                : options with
                {
                    NeighbourCorrelation = -1,
                };
        }
    }
}
