using CsCheck;
using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Tests;

public sealed class FormulaGuardTests
{
    private const string Formulas = "=+-@\t\r\n＝＋－＠";

    private static readonly Gen<string> s_names = Gen.Char[$"{Formulas}'\" ab"].Array[0, 6].Select(characters => new string(characters));

    [Fact]
    public void NoGuardedTextBeginsLikeAFormulaAndEachComesBack() =>
        s_names.Sample(text =>
        {
            var cell = FormulaGuard.Guard(text);
            Assert.True(cell.Length == 0 || !Formulas.Contains(cell[0]), cell);
            Assert.Equal(text, FormulaGuard.Unguard(cell));
        });

    [Theory]
    [InlineData("well 1", "well 1")]
    [InlineData("", "")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData("a=b", "a=b")]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("'=1+1", "''=1+1")]
    public void OnlyWhatBeginsLikeAFormulaIsChanged(string text, string cell) => Assert.Equal(cell, FormulaGuard.Guard(text));

    [Theory]
    [InlineData("'well")]
    [InlineData("=1")]
    public void WhatWasNotGuardedIsReadAsItIs(string cell) => Assert.Equal(cell, FormulaGuard.Unguard(cell));
}
