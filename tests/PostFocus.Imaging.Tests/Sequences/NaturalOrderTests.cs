using CsCheck;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences;

/// <summary>The order of names, seen in the sequences of a manifest, whose files need not exist.</summary>
public sealed class NaturalOrderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] InOrder(params IEnumerable<string> names)
    {
        File.WriteAllLines(_folder["m.csv"], names.Select((n, i) => $"{i}.tif,{n}").Prepend("path,sequence"));
        return [.. FrameSequences.Find(_folder["m.csv"]).Select(s => s.Name)];
    }

    [Theory]
    [InlineData("t2", "t10", "t100")]
    [InlineData("0h", "0.25h", "0.5h", "0.75h", "1h", "1.25h", "2h", "10h")]
    [InlineData("w0.5_t1", "w0.5_t2", "w0.75_t1", "w1.0_t1", "w1.125_t1", "w10.0_t1")]
    [InlineData("v1.1", "v1.2", "v1.9", "v1.10", "v1.11", "v2.1")]
    [InlineData("2024.9.30", "2024.10.5", "2024.11.05", "2024.11.5", "2025.1.1")]
    [InlineData("10.0.0.2", "10.0.0.10", "10.0.10.1", "10.2.0.1")]
    [InlineData("x.9", "x.10", "x.100")]
    [InlineData("A1", "a2", "A10", "b1")]
    [InlineData("t20240131120000000123", "t20240131120000000124", "t100000000000000000000000")]
    [InlineData("a", "a1", "a1.", "a1.b", "a2")]
    public void NumbersComeByTheirValue(params string[] names)
    {
        Assert.Equal(names, InOrder(names.Reverse()));
        Assert.Equal(names, InOrder(names.Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void ItIsATotalOrder() =>
        // Without zeros at their ends all numbers with a dot are decimals: pairs are then ordered as in company.
        Gen.String[Gen.Char["1259..tT_a"], 1, 9]
            .Select(n => $"s{n}x")
            .HashSet[2, 6]
            .Sample(
                set =>
                {
                    string[] names = [.. set],
                        inOrder = InOrder(names);
                    Assert.Equal(names.Length, inOrder.Length);
                    Assert.Equal(inOrder, InOrder(names.Reverse()));
                    for (var i = 0; i < names.Length; i++)
                    for (var j = i + 1; j < names.Length; j++)
                        Assert.Equal([inOrder[i], inOrder[j]], InOrder(inOrder[j], inOrder[i]));
                },
                iter: 200,
                threads: 1
            );

    [Fact]
    public void FramesOfAFolderComeInIt()
    {
        _folder.Write("in/well_10h.tif", "in/well_0.5h.tif", "in/well_0.25h.tif", "in/well_1h.tif");
        Assert.Equal(
            "in: well_0.25h.tif@0 well_0.5h.tif@1 well_1h.tif@2 well_10h.tif@3",
            Assert.Single(FrameSequences.Search(_folder["in"]).Lines())
        );
    }

    [Theory]
    [InlineData("0,25h", "0,5h", "1h", "1,25h", "1,5h", "10h")]
    [InlineData("x1,9", "x1,10", "x2,1")]
    public void CommasAreAsDots(params string[] names)
    {
        _folder.Write(names.Reverse().Select(n => $"in/{n}.tif"));
        Assert.Equal(
            "in: " + string.Join(' ', names.Select((n, i) => $"{n}.tif@{i}")),
            Assert.Single(FrameSequences.Search(_folder["in"]).Lines())
        );
    }
}
