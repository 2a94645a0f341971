using Microsoft.ML;
using PostFocus.Imaging;
using PostFocus.Trainers.Tests.Training;
using PostFocus.Trainers.Training;

namespace PostFocus.Trainers.Tests;

public sealed class ValidationSetTests
{
    private readonly MLContext _context = new(seed: 1);

    public static TheoryData<string> Trainers { get; } = [.. SmallTrainers.Names];

    [Theory, MemberData(nameof(Trainers))]
    public void ATrainingIsWatchedByItsOwnRowsAndTrainsOnAllOthers(string trainer)
    {
        var rows = SmallTrainers.Wells(_context, first: 0, count: 4);
        var told = new List<TrainingProgress>();
        byte[] Train(IDataView? set, double? fraction)
        {
            told.Clear();
            var trained = SmallTrainers.Create(_context, trainer, fraction, set, progress: new Scenes.Listener(told.Add)).Fit(rows);
            using (trained as IDisposable)
                return SmallTrainers.Network(trained);
        }
        var none = Train(set: null, fraction: 0);
        Assert.DoesNotContain(told, p => p.ValidationLoss is not null);
        var watched = Train(SmallTrainers.Wells(_context, first: 4, count: 1), fraction: null);
        double[] losses = [.. told.Where(p => p.ValidationLoss is not null).Select(p => p.ValidationLoss!.Value)];
        Assert.NotEmpty(losses);
        // A classifier keeps its best epoch, others the last step: with all wells in the training that is the same network.
        if (trainer != "classifier")
            Assert.Equal(none, watched);
        _ = Train(SmallTrainers.Wells(_context, first: 5, count: 1), fraction: null);
        Assert.NotEqual(losses, told.Where(p => p.ValidationLoss is not null).Select(p => p.ValidationLoss!.Value));
    }

    [Theory, MemberData(nameof(Trainers))]
    public void AFractionAndASetAreRefusedTogether(string trainer)
    {
        var set = SmallTrainers.Wells(_context, first: 4, count: 1);
        var message = Assert.Throws<ArgumentException>(() => SmallTrainers.Create(_context, trainer, fraction: 0.1, set)).Message;
        Assert.Contains("ValidationFraction and ValidationSet are both set", message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Trainers))]
    public void ASetWithoutAColumnOrRowsIsRefusedByItsName(string trainer)
    {
        var rows = SmallTrainers.Wells(_context, first: 0, count: 2);
        var noFrames = _context.Data.LoadFromEnumerable([new NoFrame()]);
        Assert.StartsWith(
            "ValidationSet: There is no column '",
            Assert.Throws<ArgumentException>(() => SmallTrainers.Create(_context, trainer, set: noFrames).Fit(rows)).Message,
            StringComparison.Ordinal
        );
        var empty = SmallTrainers.Wells(_context, first: 0, count: 0);
        Assert.StartsWith(
            "ValidationSet has no rows.",
            Assert.Throws<PostFocusException>(() => SmallTrainers.Create(_context, trainer, set: empty).Fit(rows)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AWellOnBothSidesIsToldInTheLog()
    {
        var lines = new List<string>();
        _context.Log += (_, e) => lines.Add(e.RawMessage);
        var rows = SmallTrainers.Wells(_context, first: 0, count: 2);
        using var trained =
            SmallTrainers.Create(_context, "restorer", set: SmallTrainers.Wells(_context, first: 1, count: 2)).Fit(rows) as IDisposable;
        Assert.Single(lines, line => line.StartsWith("1 wells (sequences) are trained on and in ValidationSet", StringComparison.Ordinal));
    }

    private sealed class NoFrame
    {
        public float Number { get; set; }
    }
}
