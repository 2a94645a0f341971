using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace PostFocus.Transforms.Onnx;

/// <summary>
/// ONNX Runtime from 1.31 on keeps an identifier of the machine in the user's cache and sends events to its makers, unless told not to
/// before it is loaded. Whose frames are restored is nobody else's business, so it is told not to.
/// </summary>
internal static class OnnxTelemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    private static readonly Lazy<bool> s_isOff = new(() =>
    {
        // A value that the user has set, whichever, stays.
        if (Environment.GetEnvironmentVariable(Variable) is null)
        {
            Environment.SetEnvironmentVariable(Variable, "1");
            if (!OperatingSystem.IsWindows())
                SetForNativeCode(Variable, "1");
            OrtEnv.Instance().DisableTelemetryEvents();
        }
        return true;
    });

    /// <summary>Turns it off, once a process; before anything else of ONNX Runtime is used.</summary>
    public static void TurnOff() => _ = s_isOff.Value;

    /// <summary>On Unix .NET keeps its variables to itself.</summary>
    private static void SetForNativeCode(string name, string value)
    {
        var (nameAt, valueAt) = (Marshal.StringToCoTaskMemUTF8(name), Marshal.StringToCoTaskMemUTF8(value));
        try
        {
            _ = SetVariable(nameAt, valueAt, overwrite: 1);
        }
        // What events are sent can be turned off later, too; only the first is then not.
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException) { }
        finally
        {
            Marshal.FreeCoTaskMem(nameAt);
            Marshal.FreeCoTaskMem(valueAt);
        }
    }

    [DllImport("libc", EntryPoint = "setenv")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetVariable(nint name, nint value, int overwrite);
}
