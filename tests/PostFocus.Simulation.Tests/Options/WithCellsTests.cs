using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Options;

public class WithCellsTests
{
    [Fact]
    public void AmongBeadsLightIsPropagatedThroughThem()
    {
        var options = new PairOptions().WithCells(CellKind.TCell, CellKind.Bead);
        Assert.Equal([CellKind.TCell, CellKind.Bead], options.Nanowell.CellKinds);
        Assert.Equal(1, options.Microscope.SliceMicrons);
    }

    [Fact]
    public void AmongOtherCellsTheMicroscopeStaysAsItIs() =>
        Assert.Equal(MicroscopeOptions.PhaseContrast20x, new VideoOptions().WithCells(CellKind.Nalm6).Microscope);
}
