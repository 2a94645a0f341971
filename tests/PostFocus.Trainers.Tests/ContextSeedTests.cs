using Microsoft.ML;
using PostFocus.Trainers.Domain;
using PostFocus.Trainers.Gate;

namespace PostFocus.Trainers.Tests;

/// <summary>Where no seed is given, that of the MLContext is taken; and where that has none either, always the same.</summary>
public sealed class ContextSeedTests
{
    public static TheoryData<string> Trainers { get; } = [.. SmallTrainers.Names];

    [Theory, MemberData(nameof(Trainers))]
    public void ATrainersSeedIsItsOwnElseTheContextsElseOne(string trainer)
    {
        byte[] Train(int? context, ulong? own)
        {
            var ml = new MLContext(context);
            var trained = SmallTrainers.Create(ml, trainer, fraction: 0, seed: own).Fit(SmallTrainers.Wells(ml, first: 0, count: 2));
            using (trained as IDisposable)
                return SmallTrainers.Network(trained);
        }
        var one = Train(context: null, own: null);
        Assert.Equal(one, Train(context: 1, own: null));
        Assert.Equal(one, Train(context: 2, own: 1));
        var two = Train(context: 2, own: null);
        Assert.NotEqual(one, two);
        Assert.Equal(two, Train(context: 1, own: 2));
    }

    [Fact]
    public void AGatesAndADomainsSeedAreTheContextsElseOneToo()
    {
        (double, double) Fit(int? context, ulong? own)
        {
            var ml = new MLContext(context);
            var gate = ml
                .FocusRestoration.Trainers.Gate(new RestorationGateTrainer.Options { Seed = own })
                .Fit(ml.Data.LoadFromEnumerable(RestoredScene.Wells(12, seed: 3)));
            var domain = ml
                .FocusRestoration.Trainers.Domain(
                    new DomainTrainer.Options
                    {
                        Seed = own,
                        Kinds = 1,
                        FalseAlarms = 0.5,
                    }
                )
                .Fit(SmallTrainers.Wells(ml, first: 0, count: 6));
            return (gate.Model.Bias, domain.Model.Limit);
        }
        var one = Fit(context: null, own: null);
        Assert.Equal(one, Fit(context: 1, own: null));
        Assert.Equal(one, Fit(context: 2, own: 1));
        var two = Fit(context: 2, own: null);
        Assert.NotEqual(one.Item1, two.Item1);
        Assert.NotEqual(one.Item2, two.Item2);
        Assert.Equal(two, Fit(context: 1, own: 2));
    }
}
