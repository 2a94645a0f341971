namespace PostFocus.Trainers;

/// <summary>Networks of one kind, by their names.</summary>
/// <param name="all">The first is the default.</param>
internal sealed class NetworkNames<TOptions>(params KeyValuePair<string, TOptions>[] all)
    where TOptions : class
{
    public IReadOnlyList<string> Names { get; } = [.. all.Select(network => network.Key)];

    public IEnumerable<TOptions> Networks => all.Select(network => network.Value);

    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public TOptions ByName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return all.FirstOrDefault(network => network.Key == name).Value
            ?? throw new ArgumentException($"There is no network '{name}', only {string.Join(", ", Names)}.", nameof(name));
    }
}
