using PostFocus.Imaging;
using PostFocus.Imaging.Cells;

namespace PostFocus.Benchmarks.Segmentation;

/// <summary>The cells found in one version of a frame.</summary>
/// <param name="Method">Who found them.</param>
/// <param name="State">Which version: in focus, out of focus, restored, or the same instant in focus.</param>
/// <param name="Well">Its well.</param>
/// <param name="Index">Its number there.</param>
/// <param name="Matching">Them and the true ones.</param>
/// <param name="Labels">Them.</param>
internal sealed record SegmentedState(string Method, string State, string Well, int Index, CellMatching Matching, Frame Labels)
{
    public const string InFocus = "in focus",
        OutOfFocus = "out of focus",
        Restored = "restored",
        TrulySharp = "the same instants in focus";

    /// <summary>From this IoU on a cell counts as found.</summary>
    public const double FoundFrom = CellMatching.SameFrom;

    public IEnumerable<CellPair> Found => Matching.Pairs.Where(pair => pair.Iou >= FoundFrom);

    public int CountError => Matching.FoundCount - Matching.TruthCount;
}
