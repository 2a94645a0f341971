using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>What can be done with a frame file.</summary>
internal static class FrameTrials
{
    private const int MostPages = 3;

    /// <summary>Reads its first pages, and puts other pixels into the last that can be read.</summary>
    public static void Pages(Trial trial, string path)
    {
        trial.Bounded("counting", () => new[] { FrameFile.CountPages(path) });
        Dictionary<int, Frame> pages = [];
        for (var page = 0; page < MostPages; page++)
            if (trial.Bounded("reading", () => FrameFile.Read(path, page)) is { } frame)
                pages = new() { [page] = frame.Reversed() };
        Layout(trial, path);

        if (!trial.Rewrites)
            return;
        var copy = path + ".copy";
        if (
            trial.Run(
                "writing",
                () =>
                {
                    FrameFile.WriteLike(path, copy, pages);
                    return pages;
                }
            )
            is not null
        )
            foreach (var (page, frame) in pages)
                TestFrames.AssertSame(frame, FrameFile.Read(copy, page));
    }

    /// <summary>Asks for its sequences.</summary>
    public static void Layout(Trial trial, string path)
    {
        trial.Bounded("reading the layout", () => StackReader.Read(path));
        trial.Bounded("finding sequences", () => FrameSequences.Find(path));
        trial.Bounded(
            "finding a plane",
            () =>
                FrameSequences.Find(
                    path,
                    new SequenceOptions
                    {
                        Channel = 0,
                        Plane = 0,
                        Series = 0,
                    }
                )
        );
    }
}
