using PostFocus.Imaging.Storage;

namespace PostFocus.Imaging.Tests;

public sealed class CsvTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void CellsAreQuotedWhereTheyMustBe()
    {
        CsvTable.Write(
            _folder["a.csv"],
            ["name", "text"],
            [
                ["a b", "c,d"],
                [" e ", "say \"f\""],
                ["", "g"],
            ]
        );
        Assert.Equal("name,text\na b,\"c,d\"\n\" e \",\"say \"\"f\"\"\"\n,g\n", File.ReadAllText(_folder["a.csv"]));
    }

    [Fact]
    public void WhatIsNotKnownIsEmpty()
    {
        Assert.Equal("", CsvTable.Cell((string?)null));
        Assert.Equal("", CsvTable.Cell((int?)null));
        Assert.Equal("", CsvTable.Cell((bool?)null));
        Assert.Equal("", CsvTable.Cell((double?)null));
        Assert.Equal("", CsvTable.Cell(double.NaN));
    }

    [Fact]
    public void NumbersHaveSixDigitsAndAPointInEveryLanguage()
    {
        Assert.Equal("0.123457", CsvTable.Cell(0.1234567));
        Assert.Equal("-1E-09", CsvTable.Cell(-1e-9));
        Assert.Equal("12345678", CsvTable.Cell(12345678));
        Assert.Equal("true", CsvTable.Cell(true));
    }

    [Fact]
    public void NoNameBecomesAFormula() => Assert.Equal("'=1+1", CsvTable.Cell("=1+1"));

    [Fact]
    public void ATableThatBreaksOffLeavesTheOldOne()
    {
        File.WriteAllText(_folder["a.csv"], "old");
        Assert.Throws<InvalidOperationException>(() =>
            CsvTable.Write(
                _folder["a.csv"],
                ["a"],
                Enumerable.Range(0, 9).Select(i => i < 5 ? new[] { "x" } : throw new InvalidOperationException())
            )
        );
        Assert.Equal("old", File.ReadAllText(_folder["a.csv"]));
        _folder.HoldsOnlyWholeFiles();
    }
}
