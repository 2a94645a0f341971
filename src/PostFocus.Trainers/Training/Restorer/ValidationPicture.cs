using PostFocus.Imaging.Pictures;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Training.Restorer;

/// <summary>Images side by side, pairs below each other: blurred, restored, truth.</summary>
internal sealed class ValidationPicture
{
    private readonly Montage _montage = new(gap: 4, ground: 255);

    /// <summary>Adds a row of square images [1, 1, side, side] in unit intensities.</summary>
    public void Add(params Tensor[] images)
    {
        var side = (int)images[0].shape[^1];
        _montage.AddRow(side, side, -1, 1, images.Select(image => image.cpu().data<float>().ToArray()));
    }

    /// <summary>Writes the picture, whole or not at all.</summary>
    public void Write(string path) => _montage.WriteRgb(path);
}
