using System.Diagnostics;
using PostFocus.Imaging.Tests.Hostile;

namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Errors that must come soon and in little memory.</summary>
internal static class Soon
{
    /// <summary>
    /// The error, which comes within the time that hostile input may take, at the second try at the latest: once slow can be the machine's
    /// doing.
    /// </summary>
    public static FrameFormatException Refused(Action read, long mostBytes)
    {
        for (var isLast = false; ; isLast = true)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var clock = Stopwatch.StartNew();
            var error = Assert.Throws<FrameFormatException>(read);
            var time = clock.Elapsed;
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, mostBytes);
            if (!isLast && time > Trial.MostTime)
                continue;
            Assert.InRange(time, TimeSpan.Zero, Trial.MostTime);
            return error;
        }
    }
}
