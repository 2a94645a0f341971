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
    public void CellsAreReadBackByColumn()
    {
        CsvTable.Write(
            _folder["a.csv"],
            ["name", "number", "count", "flag"],
            [
                [CsvTable.Cell("=1+1"), CsvTable.Cell(-0.5), CsvTable.Cell(3), CsvTable.Cell(true)],
                [CsvTable.Cell(" a,\n\"b\" "), "", "", ""],
            ]
        );
        var rows = CsvTable.Read(_folder["a.csv"], "count", "name");
        Assert.Equal(["=1+1", " a,\n\"b\" "], rows.Select(r => r.Text("name")));
        Assert.Equal([-0.5, null], rows.Select(r => r.Number("number")));
        Assert.Equal([3, null], rows.Select(r => r.Integer("count")));
        Assert.Equal([true, null], rows.Select(r => r.Flag("FLAG")));
        Assert.Null(rows[0].Text("another"));
    }

    [Fact]
    public void WhatIsNoTableOfTheseColumnsIsNamed()
    {
        File.WriteAllText(_folder["a.csv"], "name,flag\nx,yes\n");
        Assert.Contains("no column 'count'", Refused(() => CsvTable.Read(_folder["a.csv"], "count")), StringComparison.Ordinal);
        Assert.Contains(
            "a.csv: line 2: flag is 'yes'",
            Refused(() => CsvTable.Read(_folder["a.csv"])[0].Flag("flag")),
            StringComparison.Ordinal
        );
        Assert.Contains("b.csv", Refused(() => CsvTable.Read(_folder["b.csv"])), StringComparison.Ordinal);
        File.WriteAllText(_folder["a.csv"], "name\n\"x\n");
        Assert.Contains("not valid CSV", Refused(() => CsvTable.Read(_folder["a.csv"])), StringComparison.Ordinal);

        static string Refused(Action read) => Assert.Throws<FrameFormatException>(read).Message;
    }

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
