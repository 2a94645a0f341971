namespace PostFocus.Imaging.Tests.Hostile;

/// <summary>One damaged input, the same for the same family, seed and number.</summary>
/// <param name="Original">What it was made of.</param>
/// <param name="File">The damaged file.</param>
/// <param name="Rewritten">Whether it is also to be written. That takes longer than all else, so it is done with a part of them.</param>
internal sealed record Mutant(Original Original, byte[] File, bool Rewritten)
{
    private const int MostRounds = 4,
        RewrittenOneIn = 4;

    public static Mutant Make(IReadOnlyList<Original> family, int seed, int number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + number));
        var original = family[random.Next(family.Count)];
        var content = original.Content.ToArray();
        if (random.Next(16) == 0)
            content = Splice(content, family[random.Next(family.Count)].Content, random);
        for (var round = random.Next(MostRounds); round >= 0; round--)
            content = original.Recipes[random.Next(original.Recipes.Count)](content, random);
        return new Mutant(original, original.Seal(content, random), random.Next(RewrittenOneIn) == 0);
    }

    private static byte[] Splice(byte[] head, byte[] tail, Random random) =>
        [.. head.AsSpan(0, random.Next(head.Length + 1)), .. tail.AsSpan(random.Next(tail.Length + 1))];
}
