using Microsoft.ML.Runtime;
using PostFocus.Imaging;
using PostFocus.Transforms.MicrosoftML;

namespace PostFocus.Transforms.Onnx;

/// <summary>A network's file, and the session that was opened when it was loaded, until somebody evaluates it.</summary>
internal sealed class OnnxFile(byte[] bytes)
{
    private readonly Lock _waits = new();
    private (OnnxSession Session, (int?, bool) Device)? _waiting;

    public byte[] Bytes => bytes;

    /// <summary>Opens the network for whoever evaluates it first, so that a file that cannot be used is known at once.</summary>
    /// <exception cref="PostFocusException">It cannot be used.</exception>
    public void OpenAhead(OnnxContract contract, IHostEnvironment environment)
    {
        var session = OnnxSession.Open(bytes, contract, environment);
        lock (_waits)
            _waiting = (session, environment.Device());
    }

    /// <summary>An open session, the caller's from then on.</summary>
    public OnnxSession Open(OnnxContract contract, IHostEnvironment environment)
    {
        lock (_waits)
        {
            if (_waiting is { } waiting && waiting.Device == environment.Device())
            {
                _waiting = null;
                return waiting.Session;
            }
        }
        return OnnxSession.Open(bytes, contract, environment);
    }

    /// <summary>Closes what waits for nobody any more.</summary>
    public void Close()
    {
        lock (_waits)
        {
            _waiting?.Session.Dispose();
            _waiting = null;
        }
    }
}
