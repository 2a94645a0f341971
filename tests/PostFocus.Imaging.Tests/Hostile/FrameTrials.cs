namespace PostFocus.Imaging.Tests;

/// <summary>All that can be done with a frame file.</summary>
internal static class FrameTrials
{
    private const int MostPages = 3;

    public static void Run(Trial trial, string path)
    {
        trial.Bounded("counting", () => new[] { FrameFile.CountPages(path) });
        for (var page = 0; page < MostPages; page++)
            ReadAndRewrite(trial, path, page);
        trial.Bounded("reading the layout", () => StackLayout.Read(path));
        trial.Bounded("finding sequences", () => FrameSequences.Find(path));
        trial.Bounded("finding a plane", () => FrameSequences.Find(path, new StackOptions { Channel = 0, Plane = 0, Series = 0 }));
    }

    private static void ReadAndRewrite(Trial trial, string path, int page)
    {
        if (trial.Bounded("reading", () => FrameFile.Read(path, page)) is not { } frame)
            return;
        var copy = path + ".copy";
        var pages = new Dictionary<int, Frame> { [page] = frame.Reversed() };
        if (trial.Run("writing", () => { FrameFile.WriteLike(path, copy, pages); return pages; }) is not null)
            TestFrames.AssertSame(pages[page], FrameFile.Read(copy, page));
    }
}
