using PostFocus.Cli.Versions;
using PostFocus.Imaging.Pictures;

namespace PostFocus.Cli.Reproduce;

/// <summary>
/// The first frame out of focus of the first wells of a set, in all versions side by side, on the grey scale of the recording: taken as
/// they come, not chosen.
/// </summary>
internal sealed class PlanePictures
{
    public const string File = "frames.png";

    private const int Most = 3,
        Gap = 2;
    private const byte White = 255;

    private readonly Dictionary<string, (PlaneFrame Row, List<float[]> Versions)> _wells = [];

    /// <summary>What the columns show, from left to right.</summary>
    public static IReadOnlyList<string> Columns(ComparedModels models) =>
        [
            LikenessRow.Recorded,
            LikenessRow.HalfContrast,
            LikenessRow.BestGaussian,
            .. models.All.Where(model => model.Models.Restorer is not null).Select(model => LikenessRow.RestoredBy(model.Name)),
            FrameVersion.InFocus.Name,
        ];

    /// <summary>Offers a version of a frame; versions of one frame come in the order of the columns.</summary>
    public void Add(PlaneFrame row, float[] version)
    {
        if (!_wells.ContainsKey(row.Sequence) && _wells.Count < Most)
            _wells.Add(row.Sequence, (row, []));
        if (_wells.TryGetValue(row.Sequence, out var well) && well.Row.TrueDefocusMicrons.Equals(row.TrueDefocusMicrons))
            well.Versions.Add(version);
    }

    public void Write(string path, int height, int width)
    {
        var montage = new Montage(Gap, White);
        foreach ((var row, var versions) in _wells.Values)
            montage.AddRow(height, width, row.Intensity[0], row.Intensity[1], [.. versions, row.Reference]);
        montage.WriteGrey(path);
    }
}
