namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>One way to damage bytes. What it is given may be changed in place, or be kept: it is nobody else's.</summary>
internal delegate byte[] Recipe(byte[] bytes, Random random);

/// <summary>An undamaged input, the ways to damage it, and what is then tried with it.</summary>
/// <param name="Name">For messages, with the file's extension.</param>
/// <param name="Content">What the recipes change.</param>
/// <param name="Recipes">Each as likely as any other.</param>
internal sealed record Original(string Name, byte[] Content, IReadOnlyList<Recipe> Recipes)
{
    /// <summary>Makes a file of the changed content: a TIFF around a description, right checksums; else nothing.</summary>
    public Recipe Seal { get; init; } = (content, _) => content;

    /// <summary>Bytes that the pixels which the file claims to have would take in memory and decoded.</summary>
    public Func<byte[], long> ClaimedBytes { get; init; } = TiffMap.ClaimedBytes;

    /// <summary>What is tried with a file.</summary>
    public Action<Trial, string> Try { get; init; } = FrameTrials.Pages;
}
