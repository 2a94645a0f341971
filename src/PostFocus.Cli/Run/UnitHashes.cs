using System.Globalization;
using PostFocus.Cli.Journal;

namespace PostFocus.Cli.Run;

/// <summary>Tells by their bytes whether what a unit was made of, and what was made of it, is still the same.</summary>
/// <param name="outputs">Names files.</param>
/// <param name="cancellation">Ends it also inside a large file.</param>
internal sealed class UnitHashes(RunOutputs outputs, CancellationToken cancellation) : IDisposable
{
    private readonly ContentHash _hash = new(cancellation);

    /// <summary>Of the unit's sequences and of the bytes of its files; null where one cannot be read.</summary>
    public string? Input(WorkUnit unit) =>
        Hash(() =>
        {
            foreach (var sequence in unit.Sequences)
            {
                _hash.Add(sequence.Name).Add(Text(sequence.PixelMicrons)).Add(sequence.Problem?.Reason ?? "");
                foreach (var (frame, index) in sequence.Frames.Zip(sequence.Indices))
                    _hash.Add(outputs.Name(frame.Path)).Add(Text(frame.Page)).Add(Text(index));
            }
            foreach (var source in unit.Sources)
                _hash.Add(outputs.Name(source)).AddFile(source);
        });

    /// <summary>Of the bytes of its results, and of which of them there are; null where one cannot be read.</summary>
    public string? Results(WorkUnit unit) =>
        Hash(() =>
        {
            foreach (var name in outputs.Of(unit))
                _hash.Add(name).AddFile(Path.Combine(outputs.Folder, name));
        });

    public void Dispose() => _hash.Dispose();

    private string? Hash(Action add)
    {
        try
        {
            add();
            return _hash.Value();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _hash.Value();
            return null;
        }
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";
}
