using PostFocus.Imaging.Fourier;

namespace PostFocus.Simulation.Optics;

/// <summary>
/// The light of each source point at a scene's first layer, after it has passed the scene's <see cref="Entrance"/>. It
/// stays the same from frame to frame, so a video needs it once.
/// </summary>
internal sealed class EntranceLight
{
    public EntranceLight(MicroscopeModel microscope, LayeredScene scene, Entrance entrance)
    {
        var beam = new Beam(microscope, new FourierTransform<float>(scene.Size));
        var slice = entrance.Transmission(scene.Size);
        var step = beam.Step(entrance.Spacing);
        Fields = new ComplexField[microscope.SourcePoints.Length];
        for (var s = 0; s < Fields.Length; s++)
        {
            beam.Light(microscope.SourcePoints[s], scene.Height(0) - entrance.Slices * entrance.Spacing);
            for (var i = 0; i < entrance.Slices; i++)
            {
                beam.Pass(slice);
                beam.Diffract(step);
            }
            Fields[s] = new ComplexField(scene.Size);
            beam.Field.Re.CopyTo(Fields[s].Re, 0);
            beam.Field.Im.CopyTo(Fields[s].Im, 0);
        }
    }

    /// <summary>One field a source point, axes [y, x].</summary>
    public ComplexField[] Fields { get; }

    /// <summary>For a scene with an entrance, under a microscope that propagates light; else null.</summary>
    public static EntranceLight? Of(MicroscopeModel microscope, LayeredScene scene) =>
        microscope.PropagatesBeams && scene.Entrance is { } entrance ? new EntranceLight(microscope, scene, entrance) : null;
}
