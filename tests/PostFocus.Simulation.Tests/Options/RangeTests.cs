using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Options;

namespace PostFocus.Simulation.Tests.Options;

public class RangeTests
{
    public static TheoryData<AssayOptions, string> OutOfRange =>
        new()
        {
            {
                new PairOptions { Wells = 0 },
                "Wells"
            },
            {
                new PairOptions { FirstWell = -1 },
                "FirstWell"
            },
            {
                new PairOptions { Size = 8 },
                "Size"
            },
            {
                new PairOptions { Size = 1024, PixelSize = 2 },
                "Size"
            },
            {
                new PairOptions { PixelSize = double.NaN },
                "PixelSize"
            },
            {
                new PairOptions { PlanesMicrons = [] },
                "PlanesMicrons"
            },
            {
                new PairOptions { PlanesMicrons = [10, 500] },
                "PlanesMicrons"
            },
            {
                new PairOptions { PlaneJitterMicrons = -1 },
                "PlaneJitterMicrons"
            },
            {
                new PairOptions { Variation = 3 },
                "Variation"
            },
            {
                new PairOptions { Threads = -1 },
                "Threads"
            },
            {
                new PairOptions { Microscope = new() { ObjectiveNA = 0 } },
                "ObjectiveNA"
            },
            {
                new PairOptions
                {
                    Microscope = new() { ObjectiveNA = 1.2, MediumIndex = 1.1 },
                },
                "ObjectiveNA"
            },
            {
                new PairOptions { Microscope = new() { CondenserOuterNA = 0.1 } },
                "CondenserOuterNA"
            },
            {
                new PairOptions { Microscope = new() { CondenserOuterNA = 0.45 } },
                "CondenserOuterNA"
            },
            {
                new PairOptions { Microscope = new() { SourcePoints = 0 } },
                "SourcePoints"
            },
            {
                new PairOptions { Microscope = new() { RingTransmission = 1.5 } },
                "RingTransmission"
            },
            {
                new PairOptions { Microscope = new() { BandMicrons = 0.5 } },
                "BandMicrons"
            },
            {
                new PairOptions { Microscope = new() { BandLines = 0 } },
                "BandLines"
            },
            {
                new PairOptions { Microscope = new() { SliceMicrons = 0.1 } },
                "SliceMicrons"
            },
            {
                new PairOptions { Nanowell = new() { BeadIndexContrast = 1 } },
                "BeadIndexContrast"
            },
            {
                new PairOptions { Microscope = new() { SphericalWaves = 3 } },
                "SphericalWaves"
            },
            {
                new PairOptions { Nanowell = new() { Walls = WellWalls.Deep } },
                "SliceMicrons"
            },
            {
                new PairOptions { Nanowell = new() { WallDepthMicrons = 5 } },
                "WallDepthMicrons"
            },
            {
                new PairOptions { Nanowell = new() { WallIndexContrast = 0.2 } },
                "WallIndexContrast"
            },
            {
                new PairOptions { Nanowell = new() { WallLoss = 2 } },
                "WallLoss"
            },
            {
                new PairOptions { Microscope = new() { Ring = (PhaseRing)7 } },
                "Ring"
            },
            {
                new PairOptions { Camera = new() { Bits = 24 } },
                "Bits"
            },
            {
                new PairOptions { Camera = new() { FullScaleElectrons = 1 } },
                "FullScaleElectrons"
            },
            {
                new PairOptions { Nanowell = new() { SideMicrons = 5 } },
                "SideMicrons"
            },
            {
                new PairOptions
                {
                    Nanowell = new() { MinCells = 5, MaxCells = 4 },
                },
                "MaxCells"
            },
            {
                new PairOptions { Nanowell = new() { CellKinds = [] } },
                "CellKinds"
            },
            {
                new PairOptions { FocusOffsetMicrons = 25 },
                "FocusOffsetMicrons"
            },
            {
                new PairOptions { Oversampling = 0 },
                "Oversampling"
            },
            {
                new PairOptions { Microscope = new() { RingMismatchNA = 0.12 } },
                "RingMismatchNA"
            },
            {
                new PairOptions
                {
                    Microscope = new() { CondenserInnerNA = 0.01, RingMismatchNA = 0.02 },
                },
                "RingMismatchNA"
            },
            {
                new PairOptions { Nanowell = new() { Walls = (WellWalls)7 } },
                "Walls"
            },
            {
                new PairOptions { Nanowell = new() { WallWidthMicrons = 0 } },
                "WallWidthMicrons"
            },
            {
                new PairOptions { Nanowell = new() { WallShade = 0.7 } },
                "WallShade"
            },
            {
                new PairOptions { Nanowell = new() { WallShadeMicrons = 0 } },
                "WallShadeMicrons"
            },
            {
                new PairOptions { Nanowell = new() { DebrisStrength = 3 } },
                "DebrisStrength"
            },
            {
                new PairOptions { Nanowell = new() { Granules = new() { Density = 4 } } },
                "Density"
            },
            {
                new PairOptions { Nanowell = new() { Granules = new() { MinRadiusMicrons = 0 } } },
                "MinRadiusMicrons"
            },
            {
                new PairOptions { Nanowell = new() { Granules = new() { MaxRadiusMicrons = 0.1 } } },
                "MaxRadiusMicrons"
            },
            {
                new PairOptions { Nanowell = new() { Granules = new() { IndexContrast = 0.3 } } },
                "IndexContrast"
            },
            {
                new PairOptions { Nanowell = new() { Granules = new() { VacuoleShare = 2 } } },
                "VacuoleShare"
            },
            {
                new PairOptions { Nanowell = new() { Granules = new() { MembranePhase = 3 } } },
                "MembranePhase"
            },
            {
                new PairOptions { Microscope = MicroscopeOptions.Dic20x with { Ring = PhaseRing.Positive } },
                "Ring"
            },
            {
                new PairOptions { Microscope = MicroscopeOptions.Dic20x with { Dic = new() { ShearMicrons = 0 } } },
                "ShearMicrons"
            },
            {
                new PairOptions { Microscope = MicroscopeOptions.Dic20x with { Dic = new() { DirectionDegrees = 200 } } },
                "DirectionDegrees"
            },
            {
                new PairOptions { Microscope = MicroscopeOptions.Dic20x with { Dic = new() { BiasDegrees = 0 } } },
                "BiasDegrees"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { ObjectiveNA = 0.5 } } },
                "ObjectiveNA"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { Condenser = 0.5 } } },
                "Condenser"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { Wavelength = 0.2 } } },
                "Wavelength"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { RingTransmission = 1 } } },
                "RingTransmission"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { OtherRingShare = 2 } } },
                "OtherRingShare"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { Shear = 1 } } },
                "Shear"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { Bias = -0.1 } } },
                "Bias"
            },
            {
                new PairOptions { Microscope = new() { Spread = new() { DirectionDegrees = 360 } } },
                "DirectionDegrees"
            },
            {
                new PairOptions { Nanowell = new() { MeanFibres = -1 } },
                "MeanFibres"
            },
            {
                new PairOptions { Nanowell = new() { MeanDustRings = -1 } },
                "MeanDustRings"
            },
            {
                new VideoOptions { FramesPerWell = 0 },
                "FramesPerWell"
            },
            {
                new VideoOptions { OutOfFocusRate = 0.9, MeanEpisodeFrames = 2 },
                "OutOfFocusRate"
            },
            {
                new VideoOptions { CellSpeed = 100 },
                "CellSpeed"
            },
            {
                new VideoOptions { EffectorAffinity = 2 },
                "EffectorAffinity"
            },
            {
                new VideoOptions { DivisionsPerDay = -1 },
                "DivisionsPerDay"
            },
            {
                new VideoOptions { DeathsPerDay = 100 },
                "DeathsPerDay"
            },
            {
                new VideoOptions { KillsPerContactHour = 100 },
                "KillsPerContactHour"
            },
        };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    public void AnOptionOutsideItsRangeIsNamedBeforeAnythingIsComputed(AssayOptions options, string name)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() =>
            _ = options is VideoOptions video ? VideoSimulator.Simulate(video) : PairSimulator.Simulate((PairOptions)options)
        );
        Assert.Equal(name, error.ParamName);
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }
}
