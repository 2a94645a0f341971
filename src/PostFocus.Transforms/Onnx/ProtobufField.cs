using System.Text;

namespace PostFocus.Transforms.Onnx;

/// <summary>A field of a message: the content of one that has a length, else its number.</summary>
internal readonly record struct ProtobufField(int Number, ReadOnlyMemory<byte>? Content, ulong Value)
{
    /// <summary>The content as a text; empty where the field is a number.</summary>
    public string Text => Encoding.UTF8.GetString(Content.GetValueOrDefault().Span);

    /// <summary>The field as a part of a list of integers, of which a packed one holds any number.</summary>
    /// <exception cref="PostFocus.Imaging.PostFocusException">The list is damaged.</exception>
    public IEnumerable<long> Integers()
    {
        if (Content is not { } packed)
        {
            yield return (long)Value;
            yield break;
        }
        for (var at = 0; at < packed.Length; )
            yield return (long)ProtobufMessage.Varint(packed.Span, ref at);
    }
}
