using PostFocus.Imaging;
using PostFocus.Transforms.Restoration;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>A frame near in time, which is in focus.</summary>
/// <param name="Image">The frame.</param>
/// <param name="Distance">How many frames away, 1 or more.</param>
internal sealed record NeighbourImage(UnitImage Image, long Distance);

/// <summary>An out-of-focus frame and its truth, of one size, and for networks that look at them its neighbours.</summary>
internal sealed record RestorerPair(UnitImage Blurred, UnitImage Truth, NeighbourImage? Before = null, NeighbourImage? After = null)
{
    /// <summary>Whether there is anything to restore.</summary>
    public bool HasResidual => !Blurred.Bytes.SequenceEqual(Truth.Bytes);

    /// <summary>Throws unless each pair is of one size, in which a square of this side fits.</summary>
    public static void Check(IReadOnlyList<RestorerPair> pairs, int side, string name)
    {
        for (var i = 0; i < pairs.Count; i++)
        {
            var truth = pairs[i].Truth;
            truth.RequireAtLeast(side, $"{name}[{i}]");
            foreach (
                var (image, what) in new[]
                {
                    (pairs[i].Blurred, "the frame"),
                    (pairs[i].Before?.Image, "the frame before"),
                    (pairs[i].After?.Image, "the frame after"),
                }
            )
                if (image is not null && (image.Height, image.Width) != (truth.Height, truth.Width))
                    throw new PostFocusException(
                        $"{name}[{i}]: {what} is {image.Height} × {image.Width} pixels, its truth {truth.Height} × {truth.Width}."
                    );
        }
    }

    /// <summary>Cuts a square out of the frame and of its neighbours, channel by channel.</summary>
    /// <param name="cut">Cuts it out of one image.</param>
    /// <param name="channels">1 or 5, as in <see cref="PostFocus.Transforms.Restoration.RestorationModel.UsesNeighbours"/>.</param>
    /// <param name="area">Pixels of the square.</param>
    /// <param name="destination">[channels, area], zeros.</param>
    public void DrawFrame(Cut cut, int channels, int area, Span<float> destination)
    {
        cut(Blurred, destination[..area]);
        if (channels == 1)
            return;
        foreach (var (place, neighbour) in new[] { (1, Before), (1 + Neighbour.Channels, After) })
            if (neighbour is not null)
            {
                cut(neighbour.Image, destination.Slice(place * area, area));
                destination.Slice((place + 1) * area, area).Fill(Neighbour.Nearness(neighbour.Distance));
            }
    }

    /// <summary>Copies a square of an image.</summary>
    public delegate void Cut(UnitImage image, Span<float> destination);
}
