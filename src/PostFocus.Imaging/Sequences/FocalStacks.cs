using PostFocus.Imaging.Files;
using PostFocus.Imaging.Layout;
using PostFocus.Imaging.Sequences.Names;
using PostFocus.Imaging.Sequences.Search;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Sequences;

/// <summary>Finds the focal stacks of an input: as <see cref="FrameSequences"/> finds videos, with all planes in place of one.</summary>
internal static class FocalStacks
{
    /// <summary>Finds the stacks in multi-page files, sets of them and OME-Zarr images, or in files whose names number planes.</summary>
    /// <param name="input">A file or a folder.</param>
    /// <param name="options">
    /// Channel, series, axes, and what file names say: with {plane} in <see cref="SequenceOptions.NamePattern"/> each plane is a file.
    /// <see cref="SequenceOptions.Plane"/> does not count, as all are taken.
    /// </param>
    /// <returns>At least one stack; what could not be searched or read, or has one plane, is a problem.</returns>
    /// <exception cref="FrameFormatException">There is none, or as <see cref="FrameSequences.Find"/> says.</exception>
    /// <exception cref="ArgumentException">An option cannot be understood.</exception>
    public static FocalStackSearch Find(string input, SequenceOptions options)
    {
        var names = options.NamePattern is { } text ? NamePattern.Parse(text) : null;
        List<FrameFormatException> problems = [];
        List<string> remarks = [];
        IReadOnlyList<FocalStack> stacks =
            names is { NumbersPlanes: true } && Directory.Exists(input)
                ? Named(input, options, names, remarks, problems)
                : InFiles(input, options, remarks, problems);
        // All planes are taken, whatever a search for one of them says.
        remarks.RemoveAll(ChoiceRemarks.IsOfPlanes);
        return stacks.Count > 0 ? new(stacks, [.. remarks.Distinct()], problems) : throw problems[0];
    }

    private static FocalStack[] InFiles(string input, SequenceOptions options, List<string> remarks, List<FrameFormatException> problems)
    {
        // Any plane does for finding the files: the first is always there.
        var search = FrameSequences.Search(input, options with { Plane = 0 });
        remarks.AddRange(search.Remarks);
        problems.AddRange(search.Problems);
        problems.AddRange(search.Sequences.Select(Problem).OfType<FrameFormatException>());
        return
        [
            .. search
                .Sequences.Where(sequence => Problem(sequence) is null)
                .Select(sequence => new FocalStack(sequence.Name, Instants(sequence.Layout!, options.Channel ?? 0))
                {
                    PixelMicrons = sequence.PixelMicrons,
                    PlaneSpacingMicrons = sequence.Layout!.PlaneSpacingMicrons,
                }),
        ];
    }

    /// <summary>Why there is no plane to choose; null of stacks.</summary>
    private static FrameFormatException? Problem(FrameSequence sequence)
    {
        if (sequence.Problem is { } problem)
            return problem;
        if (sequence.Layout?.Planes > 1)
            return null;
        try
        {
            FrameFile.Read(sequence.Frames[0]);
        }
        catch (FrameFormatException e)
        {
            return e;
        }
        return new(
            sequence.Frames[0].Path,
            null,
            "it has one plane. Where each plane is a file, say what their names mean: NamePattern with {plane} in SequenceOptions, --names on the command line; where the pages of a file are planes, AxisOrder = \"Z\", --axes Z."
        );
    }

    private static FocalInstant[] Instants(StackLayout layout, int channel) =>
        [
            .. Enumerable
                .Range(0, layout.Frames)
                .Select(frame => new FocalInstant(
                    frame,
                    [
                        .. Enumerable
                            .Range(0, layout.Planes)
                            .Where(plane => layout.Has(frame, plane, channel))
                            .Select(plane => new FocalPlane(plane, layout.Location(frame, plane, channel))),
                    ]
                ))
                .Where(instant => instant.Planes.Count > 0),
        ];

    private static FocalStack[] Named(
        string input,
        SequenceOptions options,
        NamePattern names,
        List<string> remarks,
        List<FrameFormatException> problems
    )
    {
        int[] numbers = [.. FolderSearch.Files(input, new()).Select(file => names.Match(file)?.Plane).OfType<int>().Distinct().Order()];
        var planes = new List<(int Plane, FrameSequence Sequence)>();
        // Where there is none the search says what is the matter with the pattern.
        foreach (var number in numbers.DefaultIfEmpty(0))
        {
            var search = FrameSequences.Search(input, options with { Plane = number });
            remarks.AddRange(search.Remarks);
            problems.AddRange(search.Problems.Where(problem => problems.All(known => known.Message != problem.Message)));
            problems.AddRange(search.Sequences.Select(sequence => sequence.Problem).OfType<FrameFormatException>());
            planes.AddRange(search.Sequences.Where(sequence => sequence.Problem is null).Select(sequence => (number, sequence)));
        }
        var order = NaturalOrder.Of(planes.Select(plane => plane.Sequence.Name));
        return
        [
            .. planes
                .GroupBy(plane => plane.Sequence.Name)
                .OrderBy(stack => stack.Key, order)
                .Select(stack => new FocalStack(
                    stack.Key,
                    [
                        .. stack
                            .SelectMany(plane =>
                                plane.Sequence.Frames.Zip(
                                    plane.Sequence.Indices,
                                    (location, index) => (Index: index, Plane: new FocalPlane(plane.Plane, location))
                                )
                            )
                            .GroupBy(frame => frame.Index, frame => frame.Plane)
                            .OrderBy(instant => instant.Key)
                            .Select(instant => new FocalInstant(instant.Key, [.. instant])),
                    ]
                )
                {
                    PixelMicrons = stack.First().Sequence.PixelMicrons,
                }),
        ];
    }
}
