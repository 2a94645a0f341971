using PostFocus.Transforms.Onnx;

namespace PostFocus.Transforms.Tiling;

/// <summary>Orientations as ONNX operators, of square images [N, channels, side, side].</summary>
internal static class OrientationOperators
{
    private const int Rows = 2,
        Columns = 3;

    extension(Orientation orientation)
    {
        /// <summary>As <see cref="Orientation.Source(int, int, int, int)"/>.</summary>
        public string Apply(OnnxComposition graph, string image, int side) =>
            orientation.Swap(graph, orientation.Mirror(graph, image, side));

        /// <summary>As <see cref="Orientation.Undo"/>.</summary>
        public string Undo(OnnxComposition graph, string turned, int side) =>
            orientation.Mirror(graph, orientation.Swap(graph, turned), side);

        private string Mirror(OnnxComposition graph, string image, int side)
        {
            if ((orientation.Index & 1) != 0)
                image = graph.Reversed(image, Columns, side);
            return (orientation.Index & 2) != 0 ? graph.Reversed(image, Rows, side) : image;
        }

        private string Swap(OnnxComposition graph, string image) =>
            orientation.SwapsAxes ? graph.Node("Transpose", [image], ("perm", new[] { 0, 1, Columns, Rows })) : image;
    }
}
