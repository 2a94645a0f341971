namespace PostFocus.Transforms.Onnx;

/// <summary>Messages inside of an ONNX graph, by the field numbers of onnx.proto.</summary>
internal static class OnnxMessages
{
    private enum AttributeType
    {
        Float = 1,
        Int = 2,
        String = 3,
        Ints = 7,
    }

    /// <summary>An operator's attribute.</summary>
    /// <exception cref="NotSupportedException">The value is neither float, int, string nor int[].</exception>
    public static void Attribute(this ProtobufWriter writer, string name, object value)
    {
        writer.Text(1, name);
        switch (value)
        {
            case float number:
                writer.Float(2, number);
                writer.Integer(20, (int)AttributeType.Float);
                break;
            case int number:
                writer.Integer(3, number);
                writer.Integer(20, (int)AttributeType.Int);
                break;
            case string text:
                writer.Text(4, text);
                writer.Integer(20, (int)AttributeType.String);
                break;
            case int[] numbers:
                foreach (var number in numbers)
                    writer.Integer(8, number);
                writer.Integer(20, (int)AttributeType.Ints);
                break;
            default:
                throw new NotSupportedException($"Attribute {name} is a {value.GetType().Name}.");
        }
    }

    /// <summary>Name, type and shape of an input or output of the graph; an axis of length 0 is one of any length, the batch.</summary>
    public static void ValueInfo(this ProtobufWriter info, string name, OnnxElementType elements, IReadOnlyList<int> axes)
    {
        info.Text(1, name);
        info.Message(
            2,
            type =>
                type.Message(
                    1,
                    tensor =>
                    {
                        tensor.Integer(1, (int)elements);
                        tensor.Message(
                            2,
                            shape =>
                            {
                                foreach (var length in axes)
                                    shape.Message(
                                        1,
                                        dimension =>
                                        {
                                            if (length == 0)
                                                dimension.Text(2, "N");
                                            else
                                                dimension.Integer(1, length);
                                        }
                                    );
                            }
                        );
                    }
                )
        );
    }
}
