using PostFocus.Imaging.Registration;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Imaging.Pairs;

/// <summary>How frames are paired, and what is asked of the pairs.</summary>
public sealed record FramePairOptions
{
    /// <summary>What is done about the shift between the frames of a pair. Default <see cref="PairRegistration.Check"/>.</summary>
    public PairRegistration Registration
    {
        get;
        init =>
            field = Enum.IsDefined(value)
                ? value
                : throw new ArgumentOutOfRangeException(nameof(Registration), value, "Registration must be Check, Correct or Skip.");
    } = PairRegistration.Check;

    /// <summary>
    /// The largest shift in pixels that is left alone, 0 to <see cref="PhaseCorrelation.MostPixels"/>. Default 3: in
    /// 800 aligned simulated pairs (8 to 12 µm out of focus, 96 × 96 pixels) 95 % of the measured shifts are below 0.7 pixels,
    /// one is above 2 and none above 3; an annulus off the axis really moves the image out of focus by a part of a pixel.
    /// </summary>
    public double MaxShiftPixels
    {
        get;
        init =>
            field =
                value >= 0 && value <= PhaseCorrelation.MostPixels
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(MaxShiftPixels),
                        value,
                        $"MaxShiftPixels must lie between 0 and {PhaseCorrelation.MostPixels} pixels."
                    );
    } = 3;

    /// <summary>
    /// Whether a pair whose shift cannot be told (<see cref="FrameShift.IsCertain"/>), because the frames show too little or
    /// lie too far apart, is an error. Default false: it is taken as it is, and counted in
    /// <see cref="FramePairs.Description"/>; empty wells are worth learning too.
    /// </summary>
    public bool RequireCertainShift { get; init; }

    /// <summary>
    /// Whether each in-focus frame is a row of its own as well, labelled in focus, with itself as reference. Default true:
    /// a classifier learns from them, and a sequence's intensity map is fitted over both kinds of frame, as it will be in
    /// use. They do not add to a restorer's share of identity pairs.
    /// </summary>
    public bool IncludeInFocus { get; init; } = true;

    /// <summary>
    /// What to take of multi-page files. Default: the only channel and plane, every series. Of stacks
    /// (<see cref="FramePairs.FromStacks"/>) the planes are chosen there, and Plane must be null.
    /// </summary>
    public SequenceOptions Sequences { get; init; } = new();
}
