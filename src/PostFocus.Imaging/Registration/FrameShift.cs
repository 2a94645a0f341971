namespace PostFocus.Imaging.Registration;

/// <summary>By how much a frame's content lies elsewhere than a reference's.</summary>
/// <param name="Down">Pixels along the rows' axis, positive downwards.</param>
/// <param name="Right">Pixels along the columns' axis, positive to the right.</param>
/// <param name="Confidence">
/// Height of the correlation's peak over that of the highest other one: 1 means that another shift explains the frames
/// as well, 0 that the frames show nothing, infinity that there is no other.
/// </param>
public readonly record struct FrameShift(double Down, double Right, double Confidence)
{
    /// <summary>
    /// From which <see cref="Confidence"/> a shift is believed: 2. Of 1,200 simulated and recorded pairs, 8 to 25 µm out
    /// of focus, with known shifts of up to 15 pixels, one above it was off by more than 2 pixels (2.9).
    /// </summary>
    public const double CertainFrom = 2;

    /// <summary>Length of the shift, pixels.</summary>
    public double Length => Math.Sqrt(Down * Down + Right * Right);

    /// <summary>Whether the shift is to be believed.</summary>
    public bool IsCertain => Confidence >= CertainFrom;
}
