using PostFocus.Simulation.Assay;
using PostFocus.Simulation.Optics;
using PostFocus.Simulation.Options;
using PostFocus.Simulation.Randomness;

namespace PostFocus.Simulation.Tests.Assay;

public sealed class InstrumentTests
{
    private static readonly MicroscopeOptions s_phase = MicroscopeOptions.PhaseContrast20x with
    {
        Spread = MicroscopeSpread.Wide with { OtherRingShare = 0.3 },
    };

    private static readonly MicroscopeOptions s_dic = MicroscopeOptions.Dic20x with { Spread = MicroscopeSpread.Wide };

    [Fact]
    public void MicroscopesOfWellsFillTheirSpread()
    {
        var wells = Draw(s_phase, 1).ToArray();
        Fills(wells.Select(m => m.ObjectiveNA / s_phase.ObjectiveNA), 0.88, 1.12);
        Fills(wells.Select(m => m.CondenserInnerNA / s_phase.CondenserInnerNA), 0.85, 1.15);
        Assert.All(
            wells,
            m => Assert.Equal(s_phase.CondenserOuterNA / s_phase.CondenserInnerNA, m.CondenserOuterNA / m.CondenserInnerNA, 9)
        );
        Fills(wells.Select(m => m.WavelengthMicrons / s_phase.WavelengthMicrons), 0.95, 1.05);
        Fills(wells.Select(m => m.RingTransmission / s_phase.RingTransmission), 0.6, 1.4);
        Assert.Equal(0.3, wells.Average(m => m.Ring == PhaseRing.Negative ? 1 : 0), 0.07);
    }

    [Fact]
    public void PrismsOfWellsFillTheirSpread()
    {
        var wells = Draw(s_dic, 1).Select(m => m.Dic!).ToArray();
        Fills(wells.Select(d => d.ShearMicrons / s_dic.Dic!.ShearMicrons), 0.5, 1.5);
        Fills(wells.Select(d => d.BiasDegrees / s_dic.Dic!.BiasDegrees), 0.5, 1.5);
        Fills(wells.Select(d => d.DirectionDegrees - s_dic.Dic!.DirectionDegrees), -180, 180);
    }

    [Fact]
    public void WithoutVariationOnlyTheSignOfTheRingDiffers()
    {
        Assert.Equal(2, Draw(s_phase, 0).Distinct().Count());
        Assert.Single(Draw(s_dic, 0).Distinct());
    }

    [Fact]
    public void WhatMakesContrastShiftsNoOtherDraw()
    {
        var plain = s_phase with { Ring = PhaseRing.None, Spread = s_phase.Spread with { OtherRingShare = 0 } };
        Assert.Equal(Others(plain), Others(s_phase));
        Assert.Equal(Others(s_dic with { Dic = null }), Others(s_dic));

        (double, double, double) Others(MicroscopeOptions microscope)
        {
            var random = new SimulationRandom(1, 0, Purpose.Instrument);
            var drawn = Instrument.Draw(microscope, 1, random, new SimulationRandom(1, 0, Purpose.Contrast));
            return (drawn.ObjectiveNA, drawn.WavelengthMicrons, random.Uniform());
        }
    }

    [Fact]
    public void TheGridResolvesTheFinestMicroscopeOfAWideSpread()
    {
        var options = new PairOptions
        {
            Size = 32,
            PixelSize = 0.26,
            Oversampling = 1,
            Variation = 2,
            Microscope = s_dic with
            {
                MisalignmentNA = 0,
                Spread = new()
                {
                    ObjectiveNA = 0.25,
                    Condenser = 0.25,
                    Wavelength = 0.1,
                },
            },
        };
        var grid = ComputingGrid.For(options);
        var finest = s_dic with
        {
            ObjectiveNA = 1.5 * s_dic.ObjectiveNA,
            CondenserOuterNA = 1.5 * s_dic.CondenserOuterNA,
            WavelengthMicrons = 0.8 * s_dic.WavelengthMicrons,
        };
        Assert.NotEmpty(new MicroscopeModel(finest, grid.Size, grid.Pixel).PupilPoints);
    }

    private static IEnumerable<MicroscopeOptions> Draw(MicroscopeOptions microscope, double variation) =>
        Enumerable
            .Range(0, 500)
            .Select(well =>
                Instrument.Draw(
                    microscope,
                    variation,
                    new SimulationRandom(1, well, Purpose.Instrument),
                    new SimulationRandom(1, well, Purpose.Contrast)
                )
            );

    /// <summary>All lie within, and they come near both ends.</summary>
    private static void Fills(IEnumerable<double> values, double low, double high)
    {
        double[] all = [.. values];
        var near = 0.03 * (high - low);
        Assert.InRange(all.Min(), low, low + near);
        Assert.InRange(all.Max(), high - near, high);
    }
}
