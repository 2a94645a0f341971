using PostFocus.Imaging;

namespace PostFocus.Benchmarks.Reality;

/// <summary>One field in three planes, named by how cells look there, because stages count in either direction.</summary>
/// <param name="Dark">The plane in which dense matter is dark.</param>
/// <param name="Focus">The plane that the operator took for best focus.</param>
/// <param name="Bright">The plane on the other side.</param>
internal sealed record FocusTriplet(Frame Dark, Frame Focus, Frame Bright)
{
    public IEnumerable<(string Name, Frame Frame)> Planes => [("dark side", Dark), ("focus", Focus), ("bright side", Bright)];
}
