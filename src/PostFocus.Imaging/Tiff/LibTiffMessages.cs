using BitMiracle.LibTiff.Classic;
using LibTiff = BitMiracle.LibTiff.Classic.Tiff;

namespace PostFocus.Imaging.Tiff;

/// <summary>Collects what LibTiff says while one of these is in use, instead of letting it print to the console.</summary>
/// <remarks>
/// LibTiff has one handler per process and calls it on the thread that works, so the collector is kept per thread.
/// Messages that other users of LibTiff in this process cause go where they went before.
/// </remarks>
internal sealed class LibTiffMessages : IDisposable
{
    [ThreadStatic]
    private static LibTiffMessages? s_current;

    private readonly LibTiffMessages? _outer = s_current;

    static LibTiffMessages()
    {
        var handler = new Handler();
        handler.Previous = LibTiff.SetErrorHandler(handler);
    }

    public LibTiffMessages() => s_current = this;

    /// <summary>The last error, or a general one if LibTiff gave none.</summary>
    public string Error { get; private set; } = "the data cannot be decoded";

    public void Dispose() => s_current = _outer;

    private sealed class Handler : TiffErrorHandler
    {
        public TiffErrorHandler? Previous { get; set; }

        public override void ErrorHandler(LibTiff tif, string method, string format, params object[] args)
        {
            if (s_current is { } current)
                current.Error = string.Format(format, args);
            else
                Previous?.ErrorHandler(tif, method, format, args);
        }

        public override void ErrorHandlerExt(LibTiff tif, object clientData, string method, string format, params object[] args)
        {
            if (s_current is null)
                Previous?.ErrorHandlerExt(tif, clientData, method, format, args);
        }

        public override void WarningHandler(LibTiff tif, string method, string format, params object[] args)
        {
            if (s_current is null)
                Previous?.WarningHandler(tif, method, format, args);
        }

        public override void WarningHandlerExt(LibTiff tif, object clientData, string method, string format, params object[] args)
        {
            if (s_current is null)
                Previous?.WarningHandlerExt(tif, clientData, method, format, args);
        }
    }
}
