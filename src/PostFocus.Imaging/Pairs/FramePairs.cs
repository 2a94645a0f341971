using System.Globalization;
using PostFocus.Imaging.NoData;
using PostFocus.Imaging.Registration;

namespace PostFocus.Imaging.Pairs;

/// <summary>
/// Pairs of an out-of-focus and an in-focus frame of the same instants, checked to be such: what networks are trained on.
/// </summary>
/// <remarks>
/// Every pair is read once: both frames must be usable (<see cref="FrameCheck"/>), of one size and one pixel type, and
/// lie on each other within a bound (<see cref="FramePairOptions.MaxShiftPixels"/>, measured by <see cref="PhaseCorrelation"/>).
/// Several pairs are checked at once, and no more of them are held in memory.
/// </remarks>
public sealed class FramePairs
{
    private readonly FramePairOptions _options;
    private readonly double[] _shifts; // certain ones, ascending

    private FramePairs(IReadOnlyList<FramePair> pairs, int unused, FramePairOptions options)
    {
        (Pairs, UnusedInFocus, _options) = (pairs, unused, options);
        _shifts = [.. pairs.Where(p => p.Shift is { IsCertain: true }).Select(p => p.Shift!.Value.Length).Order()];
    }

    /// <summary>All pairs, by in-focus frame: those out of focus in the order they were given in, then its own.</summary>
    public IReadOnlyList<FramePair> Pairs { get; }

    /// <summary>Height of all frames, after cropping.</summary>
    public int Height => Pairs[0].FrameWindow.Height;

    /// <summary>Width of all frames, after cropping.</summary>
    public int Width => Pairs[0].FrameWindow.Width;

    /// <summary>In-focus frames that no out-of-focus frame belongs to, and that are left out.</summary>
    public int UnusedInFocus { get; }

    /// <summary>One line that says what there is: pairs, shifts, what was corrected.</summary>
    public string Description
    {
        get
        {
            var outOfFocus = Pairs.Where(p => p.IsOutOfFocus).ToArray();
            var parts = new List<string>
            {
                $"{Counted(outOfFocus.Length, "pair")} of {Height} × {Width} pixels with {Counted(outOfFocus.DistinctBy(p => p.Reference).Count(), "in-focus frame")}",
            };
            if (UnusedInFocus > 0)
                parts.Add($"{Counted(UnusedInFocus, "in-focus frame")} without a partner left out");
            if (_options.Registration == PairRegistration.Skip)
                parts.Add("shifts not measured");
            else if (_shifts.Length > 0)
                parts.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"shift {_shifts[(_shifts.Length - 1) / 2]:F1} px (median), {_shifts[^1]:F1} px (largest)"
                    )
                );
            if (outOfFocus.Count(p => p.Shift is { IsCertain: false }) is > 0 and var uncertain)
                parts.Add(
                    $"{Counted(uncertain, "pair")} taken as given, of which no shift can be told (too little to see, or over {PhaseCorrelation.MostPixels} px)"
                );
            if (outOfFocus.Count(p => p.FrameWindow != p.ReferenceWindow) is > 0 and var corrected)
                parts.Add($"{Counted(corrected, "pair")} corrected, all cropped alike");
            return string.Join("; ", parts);
        }
    }

    /// <summary>Pairs the frames of folders (or multi-page files) by name.</summary>
    /// <remarks>
    /// All are searched as <see cref="PostFocus.Imaging.Sequences.FrameSequences.Find"/> does. Frames belong together whose paths within
    /// their folders are equal but for the extension; those of multi-page files also by their number in the file. Every frame out of focus
    /// must have its partner; frames in focus may be left over. A single file stands for a folder with one nameless file.
    /// </remarks>
    /// <param name="outOfFocus">Folders of frames out of focus, such as one above and one below the focal plane; at least one.</param>
    /// <param name="inFocus">The folder of frames in focus.</param>
    /// <param name="options">What is asked of the pairs; null: the defaults.</param>
    /// <param name="progress">Is told the number of pairs that were checked.</param>
    /// <param name="cancellation">Stops the checking.</param>
    /// <exception cref="FrameFormatException">
    /// A folder holds no frames or two of one name; a frame has no partner; frames of a pair differ in size, pixel type or
    /// place; pairs differ in size.
    /// </exception>
    /// <exception cref="ArgumentException">No folder out of focus was given, or the one in focus is among them.</exception>
    public static FramePairs FromFolders(
        IReadOnlyList<string> outOfFocus,
        string inFocus,
        FramePairOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(outOfFocus);
        ArgumentException.ThrowIfNullOrEmpty(inFocus);
        if (outOfFocus.Count == 0)
            throw new ArgumentException("No folder of frames out of focus was given.", nameof(outOfFocus));
        if (outOfFocus.FirstOrDefault(folder => Path.GetFullPath(folder) == Path.GetFullPath(inFocus)) is not null)
            throw new PostFocusException($"'{inFocus}' is given as the folder in focus and as one out of focus.");
        options ??= new FramePairOptions();
        return Checked(FolderPairs.Find(outOfFocus, inFocus, options.Sequences, out var unused), unused, options, progress, cancellation);
    }

    /// <summary>Pairs focal planes of Z-stacks: one pair an instant and offset.</summary>
    /// <param name="input">A multi-page file with focal planes, or a folder of such files.</param>
    /// <param name="inFocusPlane">Index of the plane in focus, from 0.</param>
    /// <param name="offsets">Planes out of focus, counted from the one in focus; not 0, none twice, at least one.</param>
    /// <param name="options">What is asked of the pairs; null: the defaults.</param>
    /// <param name="progress">Is told the number of pairs that were checked.</param>
    /// <param name="cancellation">Stops the checking.</param>
    /// <exception cref="FrameFormatException">
    /// A file has no such planes, or several channels of which none was chosen; frames of a pair differ in size or place.
    /// </exception>
    /// <exception cref="ArgumentException">The offsets are none, 0 or repeated, or the options choose a plane.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inFocusPlane"/> is negative.</exception>
    public static FramePairs FromStacks(
        string input,
        int inFocusPlane,
        IReadOnlyList<int> offsets,
        FramePairOptions? options = null,
        IProgress<int>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentException.ThrowIfNullOrEmpty(input);
        ArgumentOutOfRangeException.ThrowIfNegative(inFocusPlane);
        ArgumentNullException.ThrowIfNull(offsets);
        options ??= new FramePairOptions();
        if (offsets.Count == 0 || offsets.Contains(0) || offsets.Distinct().Count() < offsets.Count)
            throw new ArgumentException(
                $"The offsets of the planes out of focus are '{string.Join(' ', offsets)}'. Give at least one, none of them 0 or twice.",
                nameof(offsets)
            );
        if (options.Sequences.Plane is not null)
            throw new ArgumentException(
                "The focal planes are chosen by inFocusPlane and offsets: leave SequenceOptions.Plane null.",
                nameof(options)
            );
        return Checked(StackPairs.Find(input, inFocusPlane, offsets, options.Sequences), 0, options, progress, cancellation);
    }

    private static FramePairs Checked(
        IReadOnlyList<FramePair> found,
        int unused,
        FramePairOptions options,
        IProgress<int>? progress,
        CancellationToken cancellation
    )
    {
        var pairs = PairCheck.Run(found, options, progress, cancellation);
        return new FramePairs(options.IncludeInFocus ? WithInFocus(pairs) : pairs, unused, options);
    }

    /// <summary>Each reference's own pair behind those that it serves.</summary>
    private static FramePair[] WithInFocus(IReadOnlyList<FramePair> pairs) =>
        [.. pairs.GroupBy(p => p.Reference).SelectMany(group => group.Append(InFocus(group.First())))];

    private static FramePair InFocus(FramePair pair) =>
        pair with
        {
            Frame = pair.Reference,
            PlaneOffset = pair.PlaneOffset is null ? null : 0,
            DefocusMicrons = pair.DefocusMicrons is null ? null : 0,
            Shift = null,
            // The middle, as of all frames out of focus; the reference's window follows the shift of one pair.
            ReferenceWindow = pair.FrameWindow,
        };

    private static string Counted(int number, string thing) => number == 1 ? $"1 {thing}" : $"{number} {thing}s";
}
