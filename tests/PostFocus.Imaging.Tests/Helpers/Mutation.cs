namespace PostFocus.Imaging.Tests.Helpers;

/// <summary>Damage to files, the same for the same random numbers.</summary>
internal static class Mutation
{
    /// <summary>A copy with one to six bytes changed, half of them among the first, where headers are; now and then cut off.</summary>
    public static byte[] Of(byte[] original, Random random, int headerBytes)
    {
        var bytes = original.ToArray();
        for (var changes = random.Next(1, 7); changes > 0; changes--)
            bytes[random.Next(random.Next(2) == 0 ? Math.Min(headerBytes, bytes.Length) : bytes.Length)] = (byte)random.Next(256);
        return random.Next(10) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }
}
