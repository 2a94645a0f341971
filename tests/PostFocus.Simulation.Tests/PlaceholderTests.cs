namespace PostFocus.Simulation.Tests;

public class PlaceholderTests
{
    [Fact]
    public void Builds() => Assert.Equal(4, 2 + 2);
}
