namespace PostFocus.Imaging.Tests;

/// <summary>One damaged input, the same for the same family, seed and number.</summary>
internal sealed record Mutant(Original Original, byte[] File)
{
    private const int MostRounds = 4;

    public static Mutant Make(IReadOnlyList<Original> family, int seed, int number)
    {
        var random = new Random(unchecked(seed * 1_000_003 + number));
        var original = family[random.Next(family.Count)];
        var content = original.Content.ToArray();
        if (random.Next(16) == 0)
            content = Splice(content, family[random.Next(family.Count)].Content, random);
        for (var round = random.Next(MostRounds); round >= 0; round--)
            content = original.Recipes[random.Next(original.Recipes.Count)](content, random);
        return new Mutant(original, original.Seal(content, random));
    }

    private static byte[] Splice(byte[] head, byte[] tail, Random random) =>
        [.. head.AsSpan(0, random.Next(head.Length + 1)), .. tail.AsSpan(random.Next(tail.Length + 1))];
}
