using PostFocus.Trainers.Networks.Uformers;
using static TorchSharp.torch;

namespace PostFocus.Trainers.Tests.Networks.Uformers;

public class WindowAttentionTests
{
    private const int Window = 4,
        Channels = 8;

    /// <summary>
    /// Which places of the output change where one place of the input does, on a map of 8 rows and <paramref name="width"/> columns.
    /// </summary>
    private static bool[,] Reach(int y, int x, int width, bool shifted)
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var generator = new Generator(0, CPU);
        using var attention = Weights.Shake(new WindowAttention(generator, Channels, 2, Window, shifted, modulated: true));
        var map = Weights.Noise(1, 1, 8, width, Channels);
        var changed = map.clone();
        changed[0, y, x].add_(1);
        var difference = (attention.forward(changed) - attention.forward(map)).abs().amax([0, 3]);
        var reach = new bool[8, width];
        for (var row = 0; row < 8; row++)
        for (var column = 0; column < width; column++)
            reach[row, column] = difference[row, column].item<float>() > 1e-7f;
        return reach;
    }

    [Theory]
    [InlineData(1, 1, 8, false, 0, 4, 0, 4)]
    [InlineData(5, 3, 8, false, 4, 8, 0, 4)]
    [InlineData(1, 1, 8, true, 0, 2, 0, 2)] // a corner, alone in its window
    [InlineData(3, 4, 8, true, 2, 6, 2, 6)]
    [InlineData(7, 3, 8, true, 6, 8, 2, 6)]
    [InlineData(1, 9, 10, false, 0, 4, 8, 10)] // filled up
    [InlineData(3, 9, 10, true, 2, 6, 6, 10)]
    public void APlaceIsSeenByTheOthersOfItsWindowOnly(int y, int x, int width, bool shifted, int top, int bottom, int left, int right)
    {
        var reach = Reach(y, x, width, shifted);
        for (var row = 0; row < 8; row++)
        for (var column = 0; column < width; column++)
            Assert.Equal(row >= top && row < bottom && column >= left && column < right, reach[row, column]);
    }

    [Fact]
    public void AWholeMapInOneWindowIsPlainSoftmaxAttention()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        using var generator = new Generator(0, CPU);
        using var attention = Weights.Shake(new WindowAttention(generator, Channels, 1, Window, shifted: true, modulated: false));
        var map = Weights.Noise(1, 1, Window, Window, Channels);
        var state = attention.state_dict();
        Tensor Of(string name) => state.Single(p => p.Key.EndsWith(name, StringComparison.Ordinal)).Value;
        var tokens = map.view(Window * Window, Channels);
        var parts = nn.functional.linear(tokens, Of("queriesKeysValues.weight"), Of("queriesKeysValues.bias")).chunk(3, 1);
        var positions = Of("positions");
        var scores = parts[0].matmul(parts[1].t()) / Math.Sqrt(Channels);
        for (var query = 0; query < Window * Window; query++)
        for (var key = 0; key < Window * Window; key++)
        {
            var (down, right) = (query / Window - key / Window + Window - 1, query % Window - key % Window + Window - 1);
            scores[query, key] += positions[down * (2 * Window - 1) + right, 0];
        }
        var expected = nn.functional.linear(scores.softmax(1).matmul(parts[2]), Of("output.weight"), Of("output.bias"));
        Assert.InRange(Weights.LargestDifference(expected.view(map.shape), attention.forward(map)), 0, 1e-5f);
    }
}
