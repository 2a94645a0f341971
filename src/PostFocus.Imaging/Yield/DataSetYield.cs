using PostFocus.Imaging.Statistics;

namespace PostFocus.Imaging.Yield;

/// <summary>How many sequences of a data set lost focus costs.</summary>
/// <param name="Name">The data set's name.</param>
/// <param name="Sequences">Sequences of which at least one frame was judged.</param>
/// <param name="Affected">Those of them that lost focus costs.</param>
/// <param name="Frames">Judged frames of all sequences.</param>
/// <param name="OutOfFocus">Those of them that are out of focus.</param>
public sealed record DataSetYield(string Name, int Sequences, int Affected, int Frames, int OutOfFocus)
{
    /// <summary>Sequences of which no frame was judged, because all that could be used are empty fields.</summary>
    public int Empty { get; init; }

    /// <summary>Sequences that can be used as they were recorded.</summary>
    public int Usable => Sequences - Affected;

    /// <summary>Share of the sequences that are affected, 0 to 1; NaN where there are none.</summary>
    public double AffectedShare => SequenceYield.ShareOf(Affected, Sequences);

    /// <summary>Wilson's 95 % interval of <see cref="AffectedShare"/>, with sequences as independent trials.</summary>
    public ConfidenceInterval AffectedInterval => ConfidenceInterval.Wilson(Affected, Sequences);

    /// <summary>Share of the sequences that can be used, 0 to 1; NaN where there are none.</summary>
    public double UsableShare => SequenceYield.ShareOf(Usable, Sequences);

    /// <summary>Wilson's 95 % interval of <see cref="UsableShare"/>, with sequences as independent trials.</summary>
    public ConfidenceInterval UsableInterval => ConfidenceInterval.Wilson(Usable, Sequences);

    /// <summary>Share of all judged frames that are out of focus, 0 to 1; NaN where there are none.</summary>
    public double OutOfFocusShare => SequenceYield.ShareOf(OutOfFocus, Frames);

    /// <summary>Sums up the sequences of a data set.</summary>
    /// <param name="name">The data set's name.</param>
    /// <param name="sequences">Its sequences; those without a judged frame do not count.</param>
    public static DataSetYield Of(string name, IEnumerable<SequenceYield> sequences)
    {
        SequenceYield[] all = [.. sequences],
            judged = [.. all.Where(s => s.Frames > 0)];
        return new DataSetYield(
            name,
            judged.Length,
            judged.Count(s => s.IsAffected),
            judged.Sum(s => s.Frames),
            judged.Sum(s => s.OutOfFocus)
        )
        {
            Empty = all.Count(s => s.Frames == 0 && s.NothingToJudge > 0),
        };
    }
}
