namespace PostFocus.Imaging.Sequences.Search;

/// <summary>What is to be said of a search beside what it found.</summary>
internal sealed class SearchNotes
{
    public List<string> Remarks { get; } = [];

    public List<FrameFormatException> Problems { get; } = [];

    public List<string> OtherFiles { get; } = [];

    public SinglePageSizes PixelSizes { get; } = new();
}
