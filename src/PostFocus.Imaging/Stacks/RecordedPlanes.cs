namespace PostFocus.Imaging;

/// <summary>Where the planes of an image lie by what its metadata say of each. Some may never have been recorded.</summary>
internal static class RecordedPlanes
{
    /// <param name="path">The file whose metadata they are.</param>
    /// <param name="announced">Lengths of the axes.</param>
    /// <param name="planes">At least one, by its index.</param>
    /// <param name="source">Where the axes come from.</param>
    public static StackLayout Layout(string path, StackSizes announced, IReadOnlyDictionary<int, FrameLocation> planes, string source)
    {
        var instant = announced.Z * announced.C;
        var recorded = new int[announced.T];
        foreach (var plane in planes.Keys)
            recorded[plane / instant]++;
        var last = Array.FindLastIndex(recorded, count => count > 0);
        // Where all instants before are whole, the acquisition ended within the last one.
        if (last > 0 && recorded[last] < instant && recorded[..last] is var before && before.All(count => count == 0 || count == instant) && before.Contains(instant))
            last = Array.FindLastIndex(recorded, last - 1, count => count > 0);
        var sizes = announced with { T = last + 1 };
        var gaps = recorded[..sizes.T].Count(count => count < instant);
        string[] notes =
        [
            .. sizes.T < announced.T ? [StackFile.EndedEarly(sizes.T, announced.T)] : Array.Empty<string>(),
            .. gaps > 0 ? [$"{gaps} of {sizes.T} instants are missing or lack planes"] : Array.Empty<string>(),
        ];
        return new StackLayout(path, sizes, [.. Enumerable.Range(0, (int)sizes.Planes).Select(p => planes.GetValueOrDefault(p))], source)
        {
            Note = notes.Length > 0 ? string.Join("; ", notes) : null,
        };
    }
}
