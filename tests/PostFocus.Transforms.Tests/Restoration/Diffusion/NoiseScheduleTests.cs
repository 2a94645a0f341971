using System.Text;
using PostFocus.Transforms.ModelZip;
using PostFocus.Transforms.Restoration.Diffusion;

namespace PostFocus.Transforms.Tests.Restoration.Diffusion;

public class NoiseScheduleTests
{
    public static TheoryData<NoiseSchedule> VariancePreserving =>
        [NoiseSchedule.Cosine, NoiseSchedule.Linear(), NoiseSchedule.NicholDhariwal(), NoiseSchedule.Karras()];

    public static TheoryData<NoiseSchedule> All =>
        [.. VariancePreserving, NoiseSchedule.Bridge(), NoiseSchedule.Bridge(0), NoiseSchedule.Flow(), NoiseSchedule.Flow(2)];

    [Theory, MemberData(nameof(VariancePreserving))]
    public void VarianceIsKept(NoiseSchedule schedule)
    {
        for (double t = 0; t <= 1; t += 0.01)
            Assert.Equal(1, Math.Pow(schedule.Alpha(t), 2) + Math.Pow(schedule.Sigma(t), 2), 12);
    }

    [Theory, MemberData(nameof(All))]
    public void ItStartsAtTheImageAndTheImageFadesMonotonously(NoiseSchedule schedule)
    {
        Assert.Equal((1, 0), (schedule.Alpha(0), schedule.Sigma(0)));
        for (var t = 0.001; t <= 1; t += 0.001)
            Assert.True(schedule.Alpha(t) < schedule.Alpha(t - 0.001));
        Assert.InRange(schedule.Alpha(1), 0, 0.02);
    }

    [Theory, MemberData(nameof(All))]
    public void ItIsReadBackAsItWasWritten(NoiseSchedule schedule)
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
            schedule.Through(new ModelZipFields(writer));
        stream.Position = 0;
        using var reader = new BinaryReader(stream);
        var read = NoiseSchedule.Cosine.Through(new ModelZipFields(reader, version: 1));
        Assert.Equal(schedule.ToString(), read.ToString());
        Assert.Equal((schedule.Alpha(0.3), schedule.Sigma(0.3)), (read.Alpha(0.3), read.Sigma(0.3)));
    }

    [Fact]
    public void DiscreteSchedulesAreProductsOfTheirSteps()
    {
        // python: math.prod(1 - (1e-4 + (0.05 - 1e-4) * i / 999) for i in range(k)) for k in (1, 500, 1000)
        var linear = NoiseSchedule.Linear();
        Assert.Equal(0.9999, Math.Pow(linear.Alpha(0.001), 2), 1e-9);
        Assert.Equal(0.0017742594996101543, Math.Pow(linear.Alpha(0.5), 2), 1e-9);
        Assert.Equal(8.606686070038915e-12, Math.Pow(linear.Alpha(1), 2), 8.606686070038915e-12 * 1e-6);
        // python: f(500) / f(0) with f(i) = cos((i / 1000 + 0.008) / 1.008 * pi / 2) ** 2; its last step keeps 1/1000
        var cosine = NoiseSchedule.NicholDhariwal();
        Assert.Equal(0.49384359044063775, Math.Pow(cosine.Alpha(0.5), 2), 1e-9);
        Assert.Equal(0.001, Math.Pow(cosine.Alpha(1) / cosine.Alpha(0.999), 2), 1e-9);
    }

    [Fact]
    public void KarrasRatiosGoFromTheLeastToTheMost()
    {
        // python: (0.002 ** (1 / 7) + t * (80 ** (1 / 7) - 0.002 ** (1 / 7))) ** 7 at t = 0.5
        var karras = NoiseSchedule.Karras();
        Assert.Equal(80, karras.Sigma(1) / karras.Alpha(1), 1e-9);
        Assert.Equal(2.515218976147159, karras.Sigma(0.5) / karras.Alpha(0.5), 1e-9);
        Assert.Equal(0.002, karras.Sigma(1e-9) / karras.Alpha(1e-9), 1e-6);
    }

    [Fact]
    public void ParametersOutOfRangeAreNamed()
    {
        Assert.Equal("steps", Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Linear(steps: 0)).ParamName);
        Assert.Equal("last", Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Linear(first: 0.1, last: 0.01)).ParamName);
        Assert.Equal("offset", Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.NicholDhariwal(offset: -1)).ParamName);
        Assert.Equal("rho", Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Karras(rho: double.NaN)).ParamName);
        Assert.Equal("noise", Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Bridge(11)).ParamName);
        Assert.Equal("noise", Assert.Throws<ArgumentOutOfRangeException>(() => NoiseSchedule.Flow(0)).ParamName);
    }
}
