using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.ML;
using Microsoft.ML.Data;
using PostFocus.Imaging;

namespace PostFocus.Transforms.ModelZip;

/// <summary>
/// What the header of a part says of the zip around it: how long the part is, and of a chain how many parts it has. ML.NET tells of what
/// is missing without a name. Offsets are those of its ModelHeader.
/// </summary>
internal static class ModelZipHeader
{
    private const string Part = "Model.key",
        Chain = $"{CompositeDataLoader<object, ITransformer>.TransformerDirectory}/{Part}";

    private const int Model = 0x10,
        Signature = 0x40,
        End = 0x88,
        Length = 0x100;

    /// <exception cref="PostFocusException">An entry is cut off, or a part of a chain is missing.</exception>
    public static void Check(ZipArchive archive)
    {
        // Zips of Windows have its separators.
        var entries = archive.Entries.ToDictionary(entry => entry.FullName.Replace('\\', '/'));
        // With a data loader, which holds the chain, a zip begins otherwise.
        if (!entries.ContainsKey(Chain) && !entries.ContainsKey(Part))
            throw new PostFocusException(
                $"It has no entry '{Chain}', as an ML.NET model zip has. Give one made by 'postfocus train' or mlContext.Model.Save; if it is one, copy or fetch it again."
            );
        foreach (var (name, entry) in entries.Where(e => e.Key == Part || e.Key.EndsWith($"/{Part}", StringComparison.Ordinal)))
        {
            var start = new byte[Length + sizeof(int)];
            using (var stream = entry.Open())
                start = start[..stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
            var end = start.Length < Length ? Length : BinaryPrimitives.ReadInt64LittleEndian(start.AsSpan(End));
            if (entry.Length < end)
                throw Damaged($"'{name}' is cut off, after {entry.Length} of {end} bytes");
            if (!start.AsSpan(Signature).StartsWith("XF\0CHAIN"u8) || BitConverter.ToInt64(start, Model) != Length)
                continue;
            var parts = BinaryPrimitives.ReadInt32LittleEndian(start.AsSpan(Length));
            var folder = name[..^Part.Length];
            var missing = Enumerable
                .Range(0, parts)
                .Select(i => $"{folder}Transform_{i:000}/{Part}")
                .FirstOrDefault(p => !entries.ContainsKey(p));
            if (missing is not null)
                throw Damaged($"'{missing}' is missing");
        }
    }

    private static PostFocusException Damaged(string what) => new($"The model zip is damaged: its entry {what}. Copy or fetch it again.");
}
