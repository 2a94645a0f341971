using Microsoft.ML;
using Microsoft.ML.Runtime;
using PostFocus.Transforms.Frames;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Rows;

[assembly: LoadableClass(typeof(FrameLoadingTransformer), typeof(FrameLoadingTransformer), null,
    typeof(SignatureLoadModel), "PostFocus frame loading", FrameLoadingTransformer.LoaderSignature)]

namespace PostFocus.Transforms.Frames;

/// <summary>Reads the frame that each row's path names. Made by <see cref="FrameLoadingEstimator"/>.</summary>
public sealed class FrameLoadingTransformer : FrameTransformer
{
    internal const string LoaderSignature = "PostFocusLoadFrames";

    private static readonly ModelZipPart s_part = new("PFLOADFR", LoaderSignature, OldestVersion: 0x00010001);

    private readonly string _output, _pathColumn;
    private readonly string? _folder;
    private readonly int _height, _width;

    internal FrameLoadingTransformer(
        IHostEnvironment environment, string output, string pathColumn, string? folder, int height, int width)
        : base(environment, nameof(FrameLoadingTransformer)) =>
        (_output, _pathColumn, _folder, _height, _width) = (output, pathColumn, folder, height, width);

    private static FrameLoadingTransformer Create(IHostEnvironment environment, ModelLoadContext context) =>
        s_part.Read(context, r => new FrameLoadingTransformer(
            environment, r.ReadString(), r.ReadString(), r.ReadOptional(), r.ReadInt32(), r.ReadInt32()));

    private protected override void SaveModel(ModelSaveContext context) => s_part.Write(context, w =>
    {
        w.Write(_output);
        w.Write(_pathColumn);
        w.WriteOptional(_folder);
        w.Write(_height);
        w.Write(_width);
    });

    private protected override RowComputation Bind(DataViewSchema input) => new FrameLoadingComputation(_output, _pathColumn, _folder, _height, _width, input);
}
