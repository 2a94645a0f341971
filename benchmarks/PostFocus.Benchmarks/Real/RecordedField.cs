using PostFocus.Benchmarks.Reality;
using PostFocus.Imaging;
using PostFocus.Imaging.Files;

namespace PostFocus.Benchmarks.Real;

/// <summary>A focal plane of a recorded field.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Frame">Its frame.</param>
internal sealed record RecordedPlane(string Name, Frame Frame);

/// <summary>A recorded field in several focal planes, of which one is in focus.</summary>
/// <param name="Name">For the report.</param>
/// <param name="Focus">The plane in focus.</param>
/// <param name="Planes">The others.</param>
/// <param name="AtAnotherTime">The plane in focus of another recording of the same place, minutes apart; null where there is none.</param>
internal sealed record RecordedField(
    string Name,
    RecordedPlane Focus,
    IReadOnlyList<RecordedPlane> Planes,
    RecordedPlane? AtAnotherTime = null
)
{
    /// <summary>What all fields are brought to, µm a pixel.</summary>
    public const double PixelMicrons = 0.65;

    private const double IslMicrons = 0.5;
    private const int IslFocus = 9,
        IslSide = 512; // of 788: halves of powers of two are transformed fast
    private static readonly int[] s_islPlanes = [0, 4, 6, 8, 10, 12];

    /// <summary>All fields of a collection of recorded images, in halves; the images themselves are not part of this repository.</summary>
    public static IReadOnlyList<(RecordedField Left, RecordedField Right)> All(string collection) =>
        [
            .. new[]
            {
                Sephace(collection, SephaceTriplet.Fine, SephaceTriplet.Init),
                Sephace(collection, SephaceTriplet.Init, SephaceTriplet.Fine),
                Isl(collection),
            }.Select(field => (field.Half(0), field.Half(1))),
        ];

    /// <summary>The field with other frames.</summary>
    public RecordedField Change(Func<Frame, Frame> change) =>
        this with
        {
            Focus = Focus with { Frame = change(Focus.Frame) },
            Planes = [.. Planes.Select(p => p with { Frame = change(p.Frame) })],
            AtAnotherTime = AtAnotherTime is { } plane ? plane with { Frame = change(plane.Frame) } : null,
        };

    private RecordedField Half(int half) => Change(frame => FrameCut.Half(frame, half));

    /// <summary>Adherent cells, brightfield 40×.</summary>
    private static RecordedField Sephace(string collection, SephaceTriplet triplet, SephaceTriplet atAnotherTime)
    {
        var folder = Path.Combine(collection, "sephace-brightfield-zstack");
        var planes = triplet.Read(folder);
        return new RecordedField(
            $"sephaCe set 1, {triplet.Name}",
            new("0 µm", planes.Focus),
            [new($"{triplet.BrightMicrons} µm", planes.Bright), new($"+{triplet.DarkMicrons} µm", planes.Dark)],
            new($"0 µm, {atAnotherTime.Name}", atAnotherTime.Read(folder).Focus)
        ).Change(frame => FrameResampling.At(frame, SephaceTriplet.PixelMicrons, PixelMicrons));
    }

    /// <summary>Neurons in phase contrast. Neither pixel nor step is stated; the plane in focus was chosen by eye.</summary>
    private static RecordedField Isl(string collection)
    {
        return new RecordedField("ISL, phase contrast", Plane(IslFocus), [.. s_islPlanes.Select(Plane)]).Change(frame =>
            Middle(FrameResampling.At(frame, IslMicrons, PixelMicrons))
        );

        RecordedPlane Plane(int index) =>
            new($"plane {index}", FrameFile.Read(Path.Combine(collection, "isl-phase-contrast-zstack", $"plane{index:00}.png")));
    }

    private static Frame Middle(Frame frame) =>
        FrameCut.Cut(frame, (frame.Height - IslSide) / 2, (frame.Width - IslSide) / 2, IslSide, IslSide);
}
