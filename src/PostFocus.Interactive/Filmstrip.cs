using PostFocus.Imaging;
using PostFocus.Imaging.Files;
using PostFocus.Imaging.Pictures;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Interactive;

/// <summary>The frames of a sequence in the order of time, row by row, on one scale of greys; of long ones some, evenly spread.</summary>
internal static class Filmstrip
{
    private const int MostFrames = 48,
        Across = 8,
        MostSide = 128,
        Gap = 2;
    private const byte Ground = 255;

    public static Picture Of(FrameSequence sequence)
    {
        var stride = (sequence.Frames.Count + MostFrames - 1) / MostFrames;
        using var reader = new FrameReader();
        Frame[] frames = [.. sequence.Frames.Where((_, i) => i % stride == 0).Select(reader.Read)];
        var scale = Contrast.Of(frames);
        var montage = new Montage(Gap, Ground);
        foreach (var row in frames.Select(Draw).Chunk(Across))
            montage.AddRow(row.Max(p => p.Height), row.Max(p => p.Width), [.. row.Select(p => (Tile)p.Greys)]);
        return Picture.Of(montage.ToFrame());

        GreyPicture Draw(Frame frame) =>
            GreyPicture.Draw(frame.Counts, frame.Height, frame.Width, scale.Black, scale.White, most: MostSide);
    }
}
