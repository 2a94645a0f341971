namespace PostFocus.Imaging.Storage;

/// <summary>New files that begin as a copy of another one.</summary>
internal static class PatchedCopy
{
    /// <summary>Copies a file, and opens the copy to be patched; none is left where this fails.</summary>
    public static T Create<T>(IFrameFormat format, FrameSource original, string destination, Func<FileStream, T> patch)
    {
        FileStream? copy = null;
        try
        {
            format.Copy(original, destination);
            copy = new FileStream(destination, FileMode.Open, FileAccess.ReadWrite);
            return patch(copy);
        }
        catch
        {
            copy?.Dispose();
            File.Delete(destination);
            throw;
        }
    }
}
