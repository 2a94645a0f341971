using static TorchSharp.torch;

namespace PostFocus.Trainers.Torch;

/// <summary>Sets libtorch's number of threads, which is the process's, for as long as a training lasts.</summary>
internal sealed class TorchThreads : IDisposable
{
    private readonly int _before = get_num_threads();

    public TorchThreads(int? threads)
    {
        if (threads is { } count)
            set_num_threads(count);
    }

    public void Dispose() => set_num_threads(_before);
}
