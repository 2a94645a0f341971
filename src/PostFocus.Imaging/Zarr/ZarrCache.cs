namespace PostFocus.Imaging.Zarr;

/// <summary>
/// Decoded chunks that hold more than one plane, the most recently used ones: planes are read one after the other, and a
/// chunk would be decoded again for each.
/// </summary>
internal static class ZarrCache
{
    /// <summary>Chunks of several megapixels and tens of planes side by side; beyond it only the last one is kept.</summary>
    private const long MostBytes = 512L << 20;

    private static readonly Lock s_lock = new();
    private static readonly Dictionary<ZarrPiece, LinkedListNode<(ZarrPiece Piece, byte[] Samples)>> s_nodes = [];
    private static readonly LinkedList<(ZarrPiece Piece, byte[] Samples)> s_recent = new();
    private static long s_bytes;

    public static byte[] Get(ZarrPiece piece, Func<ZarrPiece, byte[]> decode)
    {
        lock (s_lock)
        {
            if (s_nodes.TryGetValue(piece, out var found))
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
            if (s_nodes.TryGetValue(piece, out var found))
                return found.Value.Samples;
            s_nodes.Add(piece, s_recent.AddFirst((piece, samples)));
            s_bytes += samples.Length;
            while (s_bytes > MostBytes && s_recent.Last is { } oldest && oldest != s_recent.First)
            {
                s_bytes -= oldest.Value.Samples.Length;
                s_nodes.Remove(oldest.Value.Piece);
                s_recent.RemoveLast();
            }
        }
        return samples;
    }
}
