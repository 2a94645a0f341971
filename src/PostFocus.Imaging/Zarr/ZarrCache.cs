namespace PostFocus.Imaging;

/// <summary>
/// Decoded chunks that hold more than one plane, the most recently used ones: planes are read one after the other, and a
/// chunk would be decoded again for each.
/// </summary>
internal static class ZarrCache
{
    /// <summary>Chunks of several megapixels and tens of planes side by side; beyond it only the last one is kept.</summary>
    private const long MostBytes = 512L << 20;

    private static readonly Lock s_lock = new();
    private static readonly LinkedList<(ZarrPiece Piece, byte[] Samples)> s_recent = new();
    private static long s_bytes;

    public static byte[] Get(ZarrPiece piece, Func<ZarrPiece, byte[]> decode)
    {
        lock (s_lock)
        {
            if (Find(piece) is { } found)
            {
                s_recent.Remove(found);
                s_recent.AddFirst(found);
                return found.Value.Samples;
            }
        }
        var samples = decode(piece);
        lock (s_lock)
        {
            // Another thread may have decoded it meanwhile.
            if (Find(piece) is { } found)
                return found.Value.Samples;
            s_recent.AddFirst((piece, samples));
            s_bytes += samples.Length;
            while (s_bytes > MostBytes && s_recent.Last != s_recent.First)
            {
                s_bytes -= s_recent.Last!.Value.Samples.Length;
                s_recent.RemoveLast();
            }
        }
        return samples;
    }

    private static LinkedListNode<(ZarrPiece Piece, byte[] Samples)>? Find(ZarrPiece piece)
    {
        var node = s_recent.First;
        while (node is not null && node.Value.Piece != piece)
            node = node.Next;
        return node;
    }
}
