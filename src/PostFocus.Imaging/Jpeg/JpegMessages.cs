using BitMiracle.LibJpeg.Classic;

namespace PostFocus.Imaging.Jpeg;

/// <summary>Turns what LibJpeg says into exceptions: it would print it, and go on with invented pixels after warnings.</summary>
internal sealed class JpegMessages : jpeg_error_mgr
{
    public override void error_exit() => throw new InvalidDataException(format_message());

    /// <param name="msg_level">Below 0: a warning that the data are corrupt.</param>
    public override void emit_message(int msg_level)
    {
        if (msg_level < 0)
            error_exit();
    }

    public override void output_message() { }
}
