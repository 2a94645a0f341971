using Microsoft.ML;
using PostFocus.Cli.Reproduce;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests.Reproduce;

public sealed class FindingsTests
{
    private static readonly ComparedModels s_models = new([
        new("net", BrightnessModel.Zip, new MLContext(1).FocusRestoration.LoadModels(BrightnessModel.Zip)),
    ]);
    private static readonly Figures s_figures = Rows.Figures("net", s_models);

    [Theory]
    [InlineData("Restored frames are nearer to those in focus", "reproduces")]
    [InlineData("Most affected videos can be used after restoration", "does not reproduce")]
    [InlineData("Classifiers tell frames in focus from those out of it", "not decided")]
    [InlineData("Contacts of cells come back", "not decided")]
    [InlineData("Among networks a diffusion restores best", "not tested")]
    public void AVerdictRestsOnTheInterval(string claim, string verdict) =>
        Assert.Equal(verdict, Findings.Of(s_figures, s_models).Single(f => f.Claim == claim).Verdict);

    [Fact]
    public void WhatRestoresNothingStandsBesideIt() =>
        Assert.Contains(
            "+4.0 ± 1.4 (+4.0 to +4.0); best Gaussian +1.0",
            Findings.Of(s_figures, s_models)[1].Ours,
            StringComparison.Ordinal
        );

    [Fact]
    public void TheLeadCountsVerdicts()
    {
        var findings = Findings.Of(s_figures, s_models);
        Assert.Contains(
            $"Of 8 findings of the paper, on simulated wells: {findings.Count(f => f.Verdict == Findings.Reproduces)} reproduce",
            Cautioning.Lead(findings),
            StringComparison.Ordinal
        );
    }
}
