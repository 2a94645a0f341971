namespace PostFocus.Imaging.Layout;

/// <summary>Where the planes of an image lie by what its metadata say of each. Some may never have been recorded.</summary>
internal static class RecordedPlanes
{
    /// <summary>Planes that may be lacking for each that is there; of more, nothing stands behind the claim.</summary>
    private const int MostLacking = 64;

    /// <param name="path">The file whose metadata they are.</param>
    /// <param name="announced">Lengths of the axes.</param>
    /// <param name="planes">At least one, by its index.</param>
    /// <param name="source">Where the axes come from.</param>
    public static StackLayout Layout(string path, StackSizes announced, IReadOnlyDictionary<int, FrameLocation> planes, string source)
    {
        var instant = announced.Z * announced.C;
        var recorded = planes.Keys.CountBy(plane => plane / instant).ToDictionary();
        var last = recorded.Keys.Max();
        // Where all instants before are whole, the acquisition ended within the last one.
        if (recorded[last] < instant && recorded.Count > 1 && recorded.All(r => r.Key == last || r.Value == instant))
            last = recorded.Keys.Where(t => t < last).Max();
        var sizes = announced with { T = last + 1 };
        if (sizes.Planes - planes.Count > StackFile.MostLost + (long)MostLacking * planes.Count)
            throw StackFile.Refuse(path, $"its metadata name pages for only {planes.Count} of {sizes.Planes} planes.");
        var gaps = sizes.T - recorded.Count(r => r.Key <= last && r.Value == instant);
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
