using PostFocus.Trainers.Training;

namespace PostFocus.Trainers.Tests.Training;

public class BatchesAheadTests
{
    [Fact]
    public void EveryStepGetsItsOwnBatch()
    {
        var batches = new BatchesAhead<long>(step => 10 * step, ahead: 3);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 10L * i), Enumerable.Range(0, 20).Select(i => batches.Take(i)));
    }

    [Fact]
    public void ATrainingThatGoesOnGetsItsOwnBatchesToo()
    {
        var batches = new BatchesAhead<long>(step => step, ahead: 2);
        Assert.Equal([7L, 8L, 3L, 4L, 4L, 100L], new long[] { 7, 8, 3, 4, 4, 100 }.Select(batches.Take));
    }

    [Fact]
    public void TheNextBatchesAreDrawnMeanwhile()
    {
        using var drawn = new CountdownEvent(3);
        var batches = new BatchesAhead<long>(
            step =>
            {
                drawn.Signal();
                return step;
            },
            ahead: 2
        );
        Assert.Equal(0, batches.Take(0));
        Assert.True(drawn.Wait(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void WhatGoesWrongIsSaidAtItsStep()
    {
        var batches = new BatchesAhead<long>(step => step == 2 ? throw new InvalidOperationException("two") : step, ahead: 4);
        Assert.Equal([0L, 1L], new long[] { 0, 1 }.Select(batches.Take));
        Assert.Equal("two", Assert.Throws<InvalidOperationException>(() => batches.Take(2)).Message);
    }
}
