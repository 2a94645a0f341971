using System.Buffers;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Journal;

/// <summary>
/// An append-only file of lines, each behind its checksum. A line that was torn or changed is as if it were not there, and harms no other:
/// the next one begins after the next line end.
/// </summary>
internal sealed class ChecksummedLines : IDisposable
{
    private const int ChecksumDigits = 16;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly SafeFileHandle _file;
    private long _end;
    private long _synced = Stopwatch.GetTimestamp();

    private ChecksummedLines(SafeFileHandle file) => _file = file;

    /// <summary>Writes a new file, whole or not at all, and on the disk when this returns.</summary>
    public static void Create(string path, IEnumerable<string> texts) =>
        FileSafety.WriteWhole(
            path,
            temporary =>
            {
                using var file = new FileStream(temporary, FileMode.CreateNew);
                foreach (var text in texts)
                    file.Write(Line(text));
                file.Flush(flushToDisk: true);
            }
        );

    /// <summary>Opens a file, and cuts off what was torn at its end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="take">Gets the texts of all whole lines, and where they are.</param>
    /// <param name="toRead">Whether lines are only read, of a file that another process may add to: nothing is cut off then.</param>
    public static ChecksummedLines Open(string path, Action<string, Place> take, bool toRead = false)
    {
        var lines = new ChecksummedLines(
            toRead
                ? File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete)
                : File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete)
        );
        try
        {
            lines.ReadAll(take);
            if (!toRead)
                RandomAccess.SetLength(lines._file, lines._end);
            return lines;
        }
        catch
        {
            lines.Dispose();
            throw;
        }
    }

    /// <summary>Adds a line. A process that is killed afterwards does not lose it, nor does a machine that stops a second later.</summary>
    /// <param name="text">Without a line end.</param>
    /// <returns>Where it is.</returns>
    public Place Append(string text)
    {
        var line = Line(text);
        RandomAccess.Write(_file, line, _end);
        if (Stopwatch.GetElapsedTime(_synced) >= s_interval)
            Sync();
        var place = new Place(_end, line.Length);
        _end += line.Length;
        return place;
    }

    /// <summary>Returns when all lines are on the disk.</summary>
    public void Sync()
    {
        RandomAccess.FlushToDisk(_file);
        _synced = Stopwatch.GetTimestamp();
    }

    /// <summary>The text of a line.</summary>
    /// <exception cref="PostFocusException">It was changed meanwhile.</exception>
    public string Read(Place place)
    {
        var line = new byte[place.Length];
        for (int read, at = 0; at < line.Length; at += read)
            if ((read = RandomAccess.Read(_file, line.AsSpan(at), place.Start + at)) == 0)
                break;
        return TextOf(line.AsSpan(0, line.Length - 1))
            ?? throw new PostFocusException("The journal of the run was changed while the run went on. Run again.");
    }

    public void Dispose() => _file.Dispose();

    private void ReadAll(Action<string, Place> take)
    {
        var buffer = new byte[1 << 16];
        var line = new ArrayBufferWriter<byte>();
        long at = 0;
        for (int read; (read = RandomAccess.Read(_file, buffer, at)) > 0; at += read)
        {
            for (var from = 0; from < read; )
            {
                var length = buffer.AsSpan(from, read - from).IndexOf((byte)'\n');
                line.Write(buffer.AsSpan(from, length < 0 ? read - from : length));
                if (length < 0)
                    break;
                from += length + 1;
                if (TextOf(line.WrittenSpan) is { } text)
                    take(text, new(_end, line.WrittenCount + 1));
                line.ResetWrittenCount();
                _end = at + from;
            }
        }
    }

    private static byte[] Line(string text) => Encoding.UTF8.GetBytes($"{Checksum(Encoding.UTF8.GetBytes(text))} {text}\n");

    private static string? TextOf(ReadOnlySpan<byte> line)
    {
        if (line.Length <= ChecksumDigits || line[ChecksumDigits] != ' ')
            return null;
        var text = line[(ChecksumDigits + 1)..];
        return line[..ChecksumDigits].SequenceEqual(Encoding.ASCII.GetBytes(Checksum(text))) ? Encoding.UTF8.GetString(text) : null;
    }

    private static string Checksum(ReadOnlySpan<byte> text) => Convert.ToHexStringLower(SHA256.HashData(text))[..ChecksumDigits];

    /// <summary>Where a line is: its first byte, and how many there are.</summary>
    internal readonly record struct Place(long Start, int Length);
}
