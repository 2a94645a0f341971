using PostFocus.Transforms.Rows;

namespace PostFocus.Transforms.Tests.Rows;

public sealed class AttemptTests
{
    [Fact]
    public void WhatFailsIsToldWhereTheValueIsAskedFor()
    {
        var failed = Attempt.At<int>(() => throw new InvalidDataException("why"));
        Assert.Equal("why", Assert.Throws<InvalidDataException>(() => failed.Value).Message);
        Assert.Equal(3, Attempt.At(() => 3).Value);
    }

    [Fact]
    public void WhatIsCancelledEndsAtOnce() =>
        Assert.Throws<OperationCanceledException>(() => Attempt.At<int>(() => throw new OperationCanceledException()));
}
