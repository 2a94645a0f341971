using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Reproduce;

/// <summary>A part of the work, whose results are kept: a folder that appears whole or not at all.</summary>
/// <param name="Name">In the log.</param>
/// <param name="Folder">Of its results.</param>
/// <param name="Frames">How much there is to do.</param>
/// <param name="SecondsPerFrame">What it takes on two cores, about.</param>
/// <param name="Fill">Writes the results into a folder, and tells how many frames are done.</param>
internal sealed record Stage(
    string Name,
    string Folder,
    int Frames,
    double SecondsPerFrame,
    Action<string, Action<int>, CancellationToken> Fill
)
{
    public bool IsDone => Directory.Exists(Folder);

    public double Seconds => Frames * SecondsPerFrame;

    public void Execute(TextWriter output, CancellationToken cancellation)
    {
        var onFrame = new Progress(output, Frames).Of(Name, Frames);
        WholeFolder.Write(
            Folder,
            temporary =>
                Fill(
                    temporary,
                    done =>
                    {
                        cancellation.ThrowIfCancellationRequested();
                        onFrame(done);
                    },
                    cancellation
                )
        );
    }
}
