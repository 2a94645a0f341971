namespace PostFocus.Imaging.Pairs;

/// <summary>What is done about the shift between the frames of a pair.</summary>
public enum PairRegistration
{
    /// <summary>A shift above the bound is an error.</summary>
    Check,

    /// <summary>
    /// A shift above the bound is taken back by whole pixels, and all frames of the set are cropped to what then remains
    /// of each of them: no pixel is invented or interpolated, and all keep one size.
    /// </summary>
    Correct,

    /// <summary>The shift is not measured.</summary>
    Skip,
}
