using PostFocus.Imaging.Fourier;

namespace PostFocus.Simulation.Optics;

/// <summary>
/// The light of each source point at a scene's first layer, after it has passed the scene's <see cref="UpstreamSlices"/>. It
/// stays the same from frame to frame, so a video needs it once.
/// </summary>
internal sealed class IncidentFields
{
    public IncidentFields(MicroscopeModel microscope, LayeredScene scene, UpstreamSlices upstream)
    {
        var beam = new Beam(microscope, new FourierTransform<float>(scene.Size));
        var slice = upstream.Transmission(scene.Size);
        var step = beam.Step(upstream.Spacing);
        Fields = new ComplexField[microscope.SourcePoints.Length];
        for (var s = 0; s < Fields.Length; s++)
        {
            beam.Light(microscope.SourcePoints[s], scene.Height(0) - upstream.Slices * upstream.Spacing);
            for (var i = 0; i < upstream.Slices; i++)
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

    /// <summary>For a scene with slices upstream, under a microscope that propagates light; else null.</summary>
    public static IncidentFields? Of(MicroscopeModel microscope, LayeredScene scene) =>
        microscope.PropagatesBeams && scene.Upstream is { } upstream ? new IncidentFields(microscope, scene, upstream) : null;
}
