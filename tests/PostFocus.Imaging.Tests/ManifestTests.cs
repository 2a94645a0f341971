using System.Text;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Imaging.Tests;

public sealed class ManifestTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Csv => _folder["data/truth.csv"];

    public void Dispose() => _folder.Dispose();

    private void WriteText(string text)
    {
        Directory.CreateDirectory(_folder["data"]);
        File.WriteAllText(Csv, text);
    }

    [Fact]
    public void RowsComeBackWithTheirPathsResolved()
    {
        ManifestRow[] rows =
        [
            new(_folder["data/frames/w 1, \"left\"/t0.tif"], "w 1, \"left\"", 0, true, _folder["reference/t0.tif"], -9.75),
            new(_folder["data/frames/w2/t12.tif"], "plate/w2\nB", 12, false, null, 0.1, 0.65) { MaskPath = _folder["data/masks/w2.tif"] },
            new(_folder["t.tif"], "", 3, null, null, null),
        ];
        Manifest.Write(Csv, rows);
        Assert.Equal(rows, Manifest.Read(Csv));
    }

    [Fact]
    public void PathsAreWrittenRelativeToTheManifest()
    {
        Manifest.Write(Csv, [new ManifestRow(_folder["data/frames/w/t0.tif"], "w", 0, true, _folder["truth/t0.tif"], 10)]);
        Assert.Equal(
            "path,sequence,frame,out_of_focus,reference_path,defocus_um,pixel_um,mask_path\nframes/w/t0.tif,w,0,true,../truth/t0.tif,10,,\n",
            File.ReadAllText(Csv)
        );
        Assert.Equal(["data/truth.csv"], _folder.Files);
    }

    [Fact]
    public void NamesThatBeginLikeFormulasComeBackAndAreNoneInTheFile()
    {
        ManifestRow[] rows =
        [
            new(_folder["data/=1+1.tif"], "@SUM(A1)", 0, null, _folder["data/-x/t0.tif"], -9.75),
            new(_folder["data/+t1.tif"], "'=2", 1, null, null, null),
        ];
        Manifest.Write(Csv, rows);
        Assert.Equal(rows, Manifest.Read(Csv));
        Assert.Equal(["./=1+1.tif,'@SUM(A1),0,,./-x/t0.tif,-9.75,,", "./+t1.tif,''=2,1,,,,,"], File.ReadAllLines(Csv)[1..]);
    }

    [Fact]
    public void ColumnsAreFoundByNameAndMayBeMissing()
    {
        WriteText("\uFEFFOut_Of_Focus, path\r\n1, a.tif\r\n\r\n,b.tif\r\n");
        Assert.Equal(
            [
                new ManifestRow(_folder["data/a.tif"], "", 0, true, null, null),
                new ManifestRow(_folder["data/b.tif"], "", 0, null, null, null),
            ],
            Manifest.Read(Csv)
        );
    }

    [Fact]
    public void ALineThatNamesAFolderIsRefused()
    {
        Directory.CreateDirectory(_folder["data/f"]);
        WriteText("path,frame\na.tif,0\nf,1\n");
        var error = Assert.Throws<FrameFormatException>(() => Manifest.Read(Csv));
        Assert.Contains("line 3 names", error.Message, StringComparison.Ordinal);
        Assert.Contains("which is a folder", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path,frame\na.tif,0\nb.tif,-1\n", "line 3: frame is '-1'")]
    [InlineData("path,out_of_focus\na.tif,maybe\n", "line 2: out_of_focus is 'maybe'")]
    [InlineData("path,defocus_um\na.tif,1;5\n", "line 2: defocus_um is '1;5'")]
    [InlineData("path,pixel_um\na.tif,x\n", "line 2: pixel_um is 'x'")]
    [InlineData("path,pixel_um\na.tif,0\n", "line 2: pixel_um is '0', not between 0.001 and 1000")]
    [InlineData("path,frame\n,0\n", "line 2: path is empty")]
    [InlineData("file,frame\na.tif,0\n", "no column 'path'")]
    [InlineData("", "no column 'path'")]
    [InlineData("path,frame\n\"a.tif,0\n", "line 2")]
    public void AFieldThatCannotBeUnderstoodIsNamedWithItsLine(string text, string reason)
    {
        WriteText(text);
        var error = Assert.Throws<FrameFormatException>(() => Manifest.Read(Csv));
        Assert.Equal(Csv, error.Path);
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingManifestIsNamed() =>
        Assert.Contains(
            "none.csv",
            Assert.Throws<FrameFormatException>(() => Manifest.Read(_folder["none.csv"])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void AFailureWhileWritingLeavesTheOldManifest()
    {
        WriteText("old");
        Assert.Throws<InvalidOperationException>(() => Manifest.Write(Csv, Failing()));
        Assert.Equal("old", File.ReadAllText(Csv));
        Assert.Equal(["data/truth.csv"], _folder.Files);

        static IEnumerable<ManifestRow> Failing()
        {
            yield return new ManifestRow("a", "a", 0, null, null, null);
            throw new InvalidOperationException();
        }
    }

    [Fact]
    public void ALineOfMoreCellsThanTheHeaderIsRefusedUnlessTheyAreEmpty()
    {
        WriteText("path,sequence\na.tif,w\nb, left.tif,w\n");
        var error = Assert.Throws<FrameFormatException>(() => Manifest.Read(Csv));
        Assert.Contains("line 3: it has 3 cells, the header 2", error.Message, StringComparison.Ordinal);
        WriteText("path,sequence\na.tif,w,,\n");
        Assert.Equal(_folder["data/a.tif"], Assert.Single(Manifest.Read(Csv)).Path);
    }

    [Fact]
    public void AManifestThatIsNotUtf8IsRefusedByLine()
    {
        WriteText("");
        File.WriteAllText(Csv, "path,sequence\na.tif,w\nb.tif,Zürich\n", Encoding.Latin1);
        var error = Assert.Throws<FrameFormatException>(() => Manifest.Read(Csv));
        Assert.Contains("line 3: it is not UTF-8", error.Message, StringComparison.Ordinal);
        foreach (var unicode in new[] { Encoding.UTF8, Encoding.Unicode })
        {
            File.WriteAllText(Csv, "path,sequence\na.tif,Zürich\n", unicode);
            Assert.Equal("Zürich", Assert.Single(Manifest.Read(Csv)).Sequence);
        }
    }
}
