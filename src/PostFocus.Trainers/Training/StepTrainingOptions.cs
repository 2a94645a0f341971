using PostFocus.Imaging;

namespace PostFocus.Trainers.Training;

/// <summary>How a network is trained whose training counts steps, and that works on tiles.</summary>
public abstract record StepTrainingOptions : TrainingOptions
{
    private protected StepTrainingOptions() { }

    /// <summary>
    /// Steps to train, 1 to 100,000,000; null for as many as <see cref="TrainingOptions.Minutes"/> allows. Default: 20,000 for
    /// restorers, 10,000 for segmenters.
    /// </summary>
    public long? Steps
    {
        get;
        init => field = Require.Range(value, 1, 100_000_000);
    }

    /// <summary>
    /// Height and width in pixels that the exported network works on, 8 to 1024; a multiple of what the network asks for. A segmenter's
    /// random crops have them, too. Default 96.
    /// </summary>
    public int TileSize
    {
        get;
        init => field = Require.Range(value, 8, 1024);
    } = 96;

    /// <summary>
    /// Whether the exported network's weights are stored in float16, at half the size; it computes in float32 all the
    /// same. Default false.
    /// </summary>
    public bool HalfWeights { get; init; }

    /// <summary>Steps between validations, 1 to 1,000,000. Default 500.</summary>
    public int ValidationSteps
    {
        get;
        init => field = Require.Range(value, 1, 1_000_000);
    } = 500;

    /// <summary>Throws where there is no budget, or a size is not a multiple of what the network asks for.</summary>
    private protected void Validate(int reduction, params ReadOnlySpan<(int Size, string Name)> sizes)
    {
        Acquisition.Validate();
        Require.That(
            Steps is not null || Minutes is not null,
            null,
            $"One of {nameof(Steps)} and {nameof(Minutes)} must be set.",
            nameof(Steps)
        );
        foreach (var (size, name) in sizes)
            Require.That(size % reduction == 0, size, $"{name} must be a multiple of {reduction}, as the network asks.", name);
    }
}
