using System.Buffers;
using System.IO.Compression;
using System.IO.Hashing;
using System.Runtime.CompilerServices;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Transforms.ModelZip;

/// <summary>
/// The entries of a model zip against its directory: System.IO.Compression reads them without a look at their CRC-32, so that a
/// flipped bit loads silently, in stock parts and in ours of versions that had no hash.
/// </summary>
internal static class ModelZipEntries
{
    /// <summary>What a zip may unpack to, all entries together.</summary>
    public const long MostBytes = 1L << 30;

    private static readonly ConditionalWeakTable<ZipArchive, object> s_checked = [];

    /// <summary>Opens a zip whose entries are all there.</summary>
    /// <param name="file">The zip.</param>
    /// <param name="environment">For whom it is read.</param>
    /// <exception cref="PostFocusException">It is no zip, is cut off, or as <see cref="Check"/> says.</exception>
    public static RepositoryReader Open(Stream file, IHostEnvironment environment)
    {
        var start = new byte[2];
        var isZip = ZipSignature.Begins(start.AsSpan(0, file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)));
        file.Position = 0;
        RepositoryReader? zip = null;
        try
        {
            zip = RepositoryReader.Open(file, environment, useFileSystem: false);
            Check(zip);
            return zip;
        }
        // The list of entries is read when it is first asked for.
        catch (Exception e) when (zip is null || e is InvalidDataException)
        {
            zip?.Dispose();
            throw new PostFocusException(
                isZip
                    ? $"The model zip is cut off or damaged: the list of its entries, at its end, cannot be read ({e.Causes().Last().Message}) Copy or fetch it again."
                    : "It is no zip, as models are. Give one made by 'postfocus train' or mlContext.Model.Save.",
                e
            );
        }
        catch
        {
            zip?.Dispose();
            throw;
        }
    }

    /// <summary>Reads all entries once; later calls for the same zip do nothing.</summary>
    /// <exception cref="PostFocusException">
    /// An entry does not match its CRC-32 or its length, is cut off or missing, stands twice or is packed in a way that is not supported,
    /// or the zip unpacks to too much.
    /// </exception>
    public static void Check(RepositoryReader zip)
    {
        var archive = ArchiveOf(zip);
        if (s_checked.TryGetValue(archive, out _))
            return;
        if (archive.Entries.CountBy(entry => entry.FullName).FirstOrDefault(name => name.Value > 1).Key is { } twice)
            throw new PostFocusException($"The model zip is damaged: its entry '{twice}' stands twice. Copy or fetch it again.");
        var left = MostBytes;
        foreach (var entry in archive.Entries)
        {
            if (entry.Length > left)
            {
                throw new PostFocusException(
                    $"The model zip would unpack to more than {MostBytes >> 30} GiB ('{entry.FullName}'), which no model of ours takes."
                );
            }
            left -= entry.Length;
            if (!Matches(entry))
            {
                throw new PostFocusException(
                    $"The model zip is damaged: its entry '{entry.FullName}' does not match its CRC-32. Copy or fetch it again."
                );
            }
        }
        ModelZipHeader.Check(archive);
        s_checked.Add(archive, archive);
    }

    private static bool Matches(ZipArchiveEntry entry)
    {
        var crc = new Crc32();
        long read = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            using var stream = Open(entry);
            while (read <= entry.Length && stream.Read(buffer) is > 0 and var count)
            {
                crc.Append(buffer.AsSpan(0, count));
                read += count;
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return read == entry.Length && crc.GetCurrentHashAsUInt32() == entry.Crc32;
    }

    private static Stream Open(ZipArchiveEntry entry)
    {
        try
        {
            return entry.Open();
        }
        catch (InvalidDataException e)
        {
            throw new PostFocusException(
                $"The model zip's entry '{entry.FullName}' cannot be unpacked ({e.Message}) Pack the zip with Deflate, or copy or fetch it again.",
                e
            );
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "_archive")]
    private static extern ref ZipArchive ArchiveOf(RepositoryReader zip);
}
