using PostFocus.Trainers.Onnx;
using PostFocus.Transforms.Onnx;

namespace PostFocus.Trainers.Networks.Uformers;

/// <summary>The operators that attention in windows takes.</summary>
internal static class WindowOperators
{
    extension(OnnxGraph graph)
    {
        /// <summary>
        /// Moves everything back by a number of places along an axis; what falls off comes in at the other end: torch's roll by a negative
        /// shift.
        /// </summary>
        public OnnxValue RollBack(OnnxValue x, int axis, int places)
        {
            var parts = graph.SplitAt(x, axis, places, x.Shape[axis] - places);
            return graph.Join(axis, parts[1], parts[0]);
        }

        /// <summary>Rows and columns of zeros at the end of maps [N, H, W, C].</summary>
        public OnnxValue PadEnd(OnnxValue x, int rows, int columns) =>
            graph.Node(
                "Pad",
                [x, graph.Integers(0, 0, 0, 0, 0, rows, columns, 0)],
                [x.Shape[0], x.Shape[1] + rows, x.Shape[2] + columns, x.Shape[3]],
                ("mode", "constant")
            );

        /// <summary>The first rows and columns of maps [N, H, W, C].</summary>
        public OnnxValue CropStart(OnnxValue x, int rows, int columns)
        {
            var tall = x.Shape[1] == rows ? x : graph.SplitAt(x, 1, rows, x.Shape[1] - rows)[0];
            return x.Shape[2] == columns ? tall : graph.SplitAt(tall, 2, columns, x.Shape[2] - columns)[0];
        }

        /// <summary>0 where two lists of integers are equal, −∞ elsewhere; shapes are broadcast to the given one.</summary>
        public OnnxValue LogEqual(OnnxValue a, OnnxValue b, params int[] shape)
        {
            var equal = graph.Node("Cast", [graph.Node("Equal", [a, b], shape)], shape, ("to", (int)OnnxElementType.Float));
            return graph.Node("Log", [equal], shape);
        }
    }
}
