using CsCheck;
using PostFocus.Trainers.Data;

namespace PostFocus.Trainers.Tests.Data;

public sealed class GroupSplitTests
{
    [Fact]
    public void EachGroupIsOnOneSideAndOneAtLeastIsTrainedOn() =>
        Gen.Select(Gen.Int[0, 9].Array[1, 40], Gen.Double[0, 1], Gen.ULong)
            .Sample(
                (drawn, fraction, seed) =>
                {
                    (int Item, string Group)[] items = [.. drawn.Select((group, i) => (i, $"well {group}"))];
                    var (training, validation) = GroupSplit.Split(items, fraction, seed);
                    string[] trained = [.. training.Select(i => items[i].Group).Distinct()],
                        held = [.. validation.Select(i => items[i].Group).Distinct()];
                    Assert.Empty(trained.Intersect(held));
                    Assert.Equal(Enumerable.Range(0, items.Length), training.Concat(validation).Order());
                    var groups = trained.Length + held.Length;
                    Assert.Equal(Math.Min(groups - 1, (int)Math.Round(fraction * groups)), held.Length);
                    // The order of rows has no part in it.
                    Assert.Equal(
                        held.Order(StringComparer.Ordinal),
                        GroupSplit
                            .Split(items.Reverse().ToArray(), fraction, seed)
                            .Validation.Select(i => items[i].Group)
                            .Distinct()
                            .Order(StringComparer.Ordinal)
                    );
                },
                iter: 500
            );

    [Fact]
    public void TheSeedChoosesTheGroups()
    {
        (int Item, string Group)[] items = [.. Enumerable.Range(0, 12).Select(i => (i, $"well {i}"))];
        string Held(ulong seed) => string.Join(' ', GroupSplit.Split(items, 0.5, seed).Validation);
        Assert.Equal(Held(7), Held(7));
        // Of 924 choices of 6 groups of 12 hardly any comes twice.
        Assert.InRange(Enumerable.Range(0, 20).Select(seed => Held((ulong)seed)).Distinct().Count(), 18, 20);
    }

    [Fact]
    public void OtherGroupsLeaveMostOfTheSplitAsItIs()
    {
        (int Item, string Group)[] items = [.. Enumerable.Range(0, 100).Select(i => (i, $"well {i}"))];
        HashSet<int> all = [.. GroupSplit.Split(items, 0.3, 1).Validation],
            less = [.. GroupSplit.Split(items[..90], 0.3, 1).Validation];
        Assert.InRange(all.Intersect(less).Count(), 20, 27);
    }
}
