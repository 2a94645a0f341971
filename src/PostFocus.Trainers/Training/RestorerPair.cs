namespace PostFocus.Trainers.Training;

/// <summary>An out-of-focus frame and its truth, of one size.</summary>
internal sealed record RestorerPair(UnitImage Blurred, UnitImage Truth)
{
    /// <summary>Whether there is anything to restore.</summary>
    public bool HasResidual => !Blurred.Bytes.SequenceEqual(Truth.Bytes);

    /// <summary>Throws unless each pair is of one size, in which a square of this side fits.</summary>
    public static void Check(IReadOnlyList<RestorerPair> pairs, int side, string name)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var (blurred, truth) = pairs[i];
            truth.RequireAtLeast(side, $"{name}[{i}]");
            if ((blurred.Height, blurred.Width) != (truth.Height, truth.Width))
                throw new ArgumentException(
                    $"{name}[{i}]: the frame is {blurred.Height} x {blurred.Width} pixels, its truth {truth.Height} x {truth.Width}.", name);
        }
    }
}
