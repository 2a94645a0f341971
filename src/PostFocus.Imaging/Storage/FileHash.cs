using System.Security.Cryptography;

namespace PostFocus.Imaging.Storage;

internal static class FileHash
{
    /// <summary>The SHA-256 of a file's bytes, in lower-case hexadecimal digits.</summary>
    public static string Sha256(string path)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file));
    }
}
