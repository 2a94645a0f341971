namespace PostFocus.Transforms.Columns;

/// <summary>Names of the columns that LoadFrames makes.</summary>
public static class LoadedColumns
{
    /// <summary>Text: the file a frame lies in.</summary>
    public const string Path = "Path";

    /// <summary>Text: the sequence (well) a frame belongs to; the sampling key of a split by well.</summary>
    public const string Sequence = "Sequence";

    /// <summary>Int32: zero-based index of the frame in its sequence.</summary>
    public const string FrameIndex = "FrameIndex";

    /// <summary>Vector of Single with dimensions [height, width]: raw camera counts.</summary>
    public const string Frame = "Frame";

    /// <summary>
    /// Vector of two Singles: the counts that the sequence's intensity map (<see cref="PostFocus.Imaging.Intensity.IntensityMaps"/>) takes
    /// to −1 and to +1.
    /// </summary>
    public const string Intensity = "Intensity";

    /// <summary>Single: side of a pixel in the sample, µm; NaN where it is not known.</summary>
    public const string PixelMicrons = "PixelMicrons";

    /// <summary>Boolean, from a manifest: true = out of focus.</summary>
    public const string Label = "Label";

    /// <summary>Like Frame, from a manifest: the in-focus frame of the same instant.</summary>
    public const string Reference = "Reference";

    /// <summary>Single, from a manifest or a stack: the true distance from focus in µm, signed.</summary>
    public const string TrueDefocusMicrons = "TrueDefocusMicrons";

    /// <summary>Like Frame, from a manifest: the number of the cell at each pixel, 0 where there is none.</summary>
    public const string Mask = "Mask";

    /// <summary>
    /// Text, of components that are to flag unusable frames (<see cref="PostFocus.Transforms.Settings.OnBadFrame.Flag"/>), not of
    /// LoadFrames: what is wrong with the row's frame; empty where nothing is. Components leave rows alone where it is not empty.
    /// </summary>
    public const string FrameProblem = "FrameProblem";
}
