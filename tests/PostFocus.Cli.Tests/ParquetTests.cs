using System.Globalization;
using Parquet.Serialization;
using PostFocus.Cli.Output;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

public sealed class ParquetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatIsNotKnownIsNullAndNumbersKeepAllTheirDigits()
    {
        var columns = new TableColumn<int>[]
        {
            new("text", i => i == 0 ? null : $"=row\n{i}"),
            new("whole", i => i == 0 ? (int?)null : i),
            new("number", i => i == 0 ? double.NaN : i / 3.0),
            new("flag", i => i == 0 ? (bool?)null : i > 1),
        };
        Tables.WriteParquet(_folder["t.parquet"], columns, [0, 1, 2]);
        var rows = await Read("t.parquet");
        Assert.Equal([null, "=row\\n1", "=row\\n2"], rows.Select(r => r.GetValueOrDefault("text")));
        Assert.Equal([null, 1, 2], rows.Select(r => r.GetValueOrDefault("whole")));
        Assert.Equal([null, 1 / 3.0, 2 / 3.0], rows.Select(r => r.GetValueOrDefault("number")));
        Assert.Equal([null, false, true], rows.Select(r => r.GetValueOrDefault("flag")));
        // Only in CSV text can become a formula.
        Tables.WriteCsv(_folder["t.csv"], columns, [1]);
        Assert.Contains(
            "'=row",
            await File.ReadAllTextAsync(_folder["t.csv"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
        _folder.HoldsOnlyWholeFiles();
    }

    [Fact]
    public void ATableOfNoRowsIsATable()
    {
        Tables.WriteParquet(_folder["t.parquet"], new TableColumn<int>[] { new("a", i => i) }, []);
        Assert.True(new FileInfo(_folder["t.parquet"]).Length > 0);
    }

    [Fact]
    public async Task ARunsTablesSayTheSameAsParquet()
    {
        TestFrames.WriteTiffs(_folder["in/a"], TestFrames.Alternating(4));
        string[] arguments = ["run", _folder["in"], "--out", _folder["out"], "--model", BrightnessModel.Zip, "--samples", "2", "--parquet"];
        var run = await Postfocus.Run([.. arguments, "--cells", "all"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var table = new FramesTable(_folder["out"]);
        var rows = await Read("out/frames.parquet");
        Assert.Equal(4, rows.Count);
        foreach (var column in FramesTable.Columns)
            Assert.Equal(table[column], rows.Select(r => Text(r.GetValueOrDefault(column))));
        Assert.Equal(["a"], (await Read("out/sequences.parquet")).Select(r => r["sequence"]));
        Assert.True(File.Exists(_folder["out/cells.parquet"]));

        static string Text(object? value) =>
            value switch
            {
                null => "",
                bool flag => flag ? "true" : "false",
                double number => number.ToString("G6", CultureInfo.InvariantCulture),
                _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
            };
    }

    /// <summary>Rows without what is null.</summary>
    private async Task<IList<Dictionary<string, object?>>> Read(string name)
    {
        using var file = File.OpenRead(_folder[name]);
        return (await ParquetSerializer.DeserializeUntypedAsync(file, cancellationToken: TestContext.Current.CancellationToken)).Data!;
    }
}
