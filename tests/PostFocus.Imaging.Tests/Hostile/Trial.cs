using System.Diagnostics;

namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>Holds what is tried with one file to its bounds: only typed errors, little time, little memory.</summary>
internal sealed class Trial(Mutant mutant)
{
    /// <summary>The bound of the requirement.</summary>
    public static readonly TimeSpan MostTime = TimeSpan.FromSeconds(2);

    /// <summary>Of the bytes that the pixels take by the file's word, of its own length, and beyond these.</summary>
    private const int MostOfClaim = 4,
        MostOfFile = 64,
        Constant = 1 << 20;

    /// <summary>No data of the file's length can hold more: an LZW code stands for at most 4096 bytes.</summary>
    private const int MostExpansion = 4096 * 4;

    private readonly long _length = mutant.File.Length;
    private readonly long _claimed = mutant.Original.ClaimedBytes(mutant.File);

    /// <summary>Whether the file is also to be written.</summary>
    public bool Rewrites => mutant.Rewritten;

    /// <summary>Steps that came to an end.</summary>
    public int Passed { get; private set; }

    /// <summary>Steps that ended in the typed error.</summary>
    public int Refused { get; private set; }

    public TimeSpan Longest { get; private set; }

    /// <summary>The bytes allocated in a step, at most, as a share of the bound.</summary>
    public double MostMemory { get; private set; }

    /// <summary>A step that must be bounded in memory too.</summary>
    public T? Bounded<T>(string step, Func<T> action)
        where T : class
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = Run(step, action);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var bound = MostOfClaim * Math.Min(_claimed, MostExpansion * _length) + MostOfFile * _length + Constant;
        MostMemory = Math.Max(MostMemory, (double)allocated / bound);
        if (allocated > bound)
            throw new InvalidOperationException(
                $"{step} allocated {allocated} bytes, more than the {bound} for a file of {_length} bytes that claims {_claimed}."
            );
        return result;
    }

    /// <summary>The result, or null where the step ends in the typed error.</summary>
    public T? Run<T>(string step, Func<T> action)
        where T : class
    {
        var clock = Stopwatch.StartNew();
        T? result = null;
        try
        {
            result = action();
            Passed++;
        }
        catch (FrameFormatException e)
            when (e.Path.Length > 0 && e.Reason.Length > 0 && e.Message.StartsWith(e.Path, StringComparison.Ordinal))
        {
            Refused++;
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{step} ended in {e}", e);
        }
        Longest = clock.Elapsed > Longest ? clock.Elapsed : Longest;
        return result;
    }
}
