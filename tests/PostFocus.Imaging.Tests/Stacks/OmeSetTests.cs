using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Stacks;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Stacks;

/// <summary>OME-TIFF images whose planes lie in several files. Every page is filled with its own number.</summary>
public sealed class OmeSetTests : IDisposable
{
    private const string Sizes = "SizeT='4' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static string Data(string file, int uuid, string attributes) =>
        $"<TiffData {attributes}><UUID FileName='{file}'>urn:uuid:{uuid}</UUID></TiffData>";

    /// <summary>Four instants in two files of two pages.</summary>
    private static string Halves =>
        Data("a.ome.tif", 1, "IFD='0' PlaneCount='2'") + Data("b.ome.tif", 2, "IFD='0' PlaneCount='2' FirstT='2'");

    private string Write(string name, int uuid, int pages, params string[] images) =>
        DescribedStack.Write(
            _folder[name],
            pages,
            DescribedStack.OmeDocument(images).Replace("urn:uuid:1\">", $"urn:uuid:{uuid}\">", StringComparison.Ordinal)
        );

    private string[] Locations(FrameSequence sequence) =>
        [.. sequence.Frames.Select(f => $"{Path.GetRelativePath(_folder.Path, f.Path)}:{f.Page}")];

    [Fact]
    public void EveryFileOfASetGivesTheWholeImage()
    {
        string[] files =
        [
            Write("a.ome.tif", 1, 2, DescribedStack.Image(Sizes, Halves)),
            Write("b.ome.tif", 2, 2, DescribedStack.Image(Sizes, Halves)),
        ];
        foreach (var file in files)
        {
            var sequence = Assert.Single(FrameSequences.Find(file));
            Assert.Equal(["a.ome.tif:0", "a.ome.tif:1", "b.ome.tif:0", "b.ome.tif:1"], Locations(sequence));
            Assert.Equal("4 pages in 2 files: T=4 (OME metadata)", sequence.Layout!.Description);
        }
    }

    [Fact]
    public void InAFolderASetIsOneSequenceNamedAfterItsFirstFile()
    {
        Write("w/a.ome.tif", 1, 2, DescribedStack.Image(Sizes, Halves));
        Write("w/b.ome.tif", 2, 2, DescribedStack.Image(Sizes, Halves));
        var sequence = Assert.Single(FrameSequences.Find(_folder.Path));
        Assert.Equal("w/a.ome", sequence.Name);
        Assert.Equal(4, sequence.Frames.Count);
    }

    [Fact]
    public void FilesOfOnePlaneAreJoinedAlongTheirAxes()
    {
        const string sizes = "SizeT='2' SizeZ='1' SizeC='2' DimensionOrder='XYCZT'";
        string[] names = ["c0_t0.tif", "c1_t0.tif", "c0_t1.tif", "c1_t1.tif"];
        var data = string.Concat(names.Select((n, i) => Data(n, i, $"IFD='0' FirstC='{i % 2}' FirstT='{i / 2}'")));
        foreach (var (name, i) in names.Select((n, i) => (n, i)))
            Write(name, i, 1, DescribedStack.Image(sizes, data));
        var sequence = Assert.Single(FrameSequences.Find(_folder.Path, new SequenceOptions { Channel = 1 }));
        Assert.Equal(["c1_t0.tif:0", "c1_t1.tif:0"], Locations(sequence));
        Assert.Contains(
            "2 channels",
            Assert.Throws<FrameFormatException>(() => FrameSequences.Find(_folder.Path)).Message,
            StringComparison.Ordinal
        );
        // The user's word goes before the metadata.
        Assert.Equal(4, Assert.Single(FrameSequences.Find(_folder.Path, new SequenceOptions { AxisOrder = "T" })).Frames.Count);
        Assert.Equal(2, FrameSequences.Find(_folder.Path, new SequenceOptions { NamePattern = "c{c}_t{frame}" }).Count);
    }

    [Fact]
    public void ASinglePlaneThatWasTakenOutOfItsSetIsAFrame()
    {
        Write(
            "a.ome.tif",
            1,
            1,
            DescribedStack.Image(
                Sizes,
                string.Concat(Enumerable.Range(0, 4).Select(t => Data($"{(char)('a' + t)}.ome.tif", t + 1, $"IFD='0' FirstT='{t}'")))
            )
        );
        Assert.Equal(["a.ome.tif:0"], Locations(Assert.Single(FrameSequences.Find(_folder.Path))));
    }

    [Fact]
    public void TheFramesOfALostFileFailWhenRead()
    {
        Write("a.ome.tif", 1, 2, DescribedStack.Image(Sizes, Halves));
        var frames = Assert.Single(FrameSequences.Find(_folder.Path)).Frames;
        Assert.Equal(4, frames.Count);
        Assert.Equal(1, FrameFile.Read(frames[1].Path, frames[1].Page).Counts[0]);
        Assert.Contains(
            "b.ome.tif",
            Assert.Throws<FrameFormatException>(() => FrameFile.Read(frames[2].Path, frames[2].Page)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void WithoutCountsAllPagesOfAFileAreMeant()
    {
        var data = Data("a.ome.tif", 1, "") + Data("b.ome.tif", 2, "FirstT='1'");
        Write("a.ome.tif", 1, 1, DescribedStack.Image(Sizes, data));
        Write("b.ome.tif", 2, 3, DescribedStack.Image(Sizes, data));
        Assert.Equal(
            ["a.ome.tif:0", "b.ome.tif:0", "b.ome.tif:1", "b.ome.tif:2"],
            Locations(Assert.Single(FrameSequences.Find(_folder.Path)))
        );
    }

    [Fact]
    public void MetadataInACompanionFileAreRead()
    {
        const string binaryOnly =
            "<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' UUID='urn:uuid:{0}'><BinaryOnly MetadataFile='set.companion.ome' UUID='urn:uuid:9'/></OME>";
        DescribedStack.Write(_folder["a.ome.tif"], 2, string.Format(null, binaryOnly, 1));
        DescribedStack.Write(_folder["b.ome.tif"], 2, string.Format(null, binaryOnly, 2));
        File.WriteAllText(_folder["set.companion.ome"], DescribedStack.OmeDocument(DescribedStack.Image(Sizes, Halves)));
        Assert.Equal(
            ["a.ome.tif:0", "a.ome.tif:1", "b.ome.tif:0", "b.ome.tif:1"],
            Locations(Assert.Single(FrameSequences.Find(_folder.Path)))
        );
        File.WriteAllText(_folder["set.companion.ome"], "<OME><Image>");
        Assert.Contains(
            "cannot be read",
            Assert.Throws<FrameFormatException>(() => StackReader.Read(_folder["a.ome.tif"])).Message,
            StringComparison.Ordinal
        );
        File.Delete(_folder["set.companion.ome"]);
        Assert.Contains(
            "set.companion.ome",
            Assert.Throws<FrameFormatException>(() => StackReader.Read(_folder["a.ome.tif"])).Message,
            StringComparison.Ordinal
        );
    }

    private static string BinaryOnly(int uuid, string metadata) =>
        $"<OME xmlns='http://www.openmicroscopy.org/Schemas/OME/2016-06' UUID='urn:uuid:{uuid}'><BinaryOnly MetadataFile='{metadata}' UUID='urn:uuid:9'/></OME>";

    [Fact]
    public void MetadataInTheFirstImageOfASetAreRead()
    {
        // Two positions, each in two files; the metadata of all are in one, which comes last by name.
        string[] images =
        [
            DescribedStack.Image(
                Sizes,
                Data("p0.ome.tif", 1, "IFD='0' PlaneCount='2'") + Data("p0_1.ome.tif", 2, "IFD='0' PlaneCount='2' FirstT='2'")
            ),
            DescribedStack.Image(
                Sizes,
                Data("p1.ome.tif", 3, "IFD='0' PlaneCount='2'") + Data("x.ome.tif", 4, "IFD='0' PlaneCount='2' FirstT='2'")
            ),
        ];
        Write("w/x.ome.tif", 4, 2, images);
        foreach (var (name, uuid) in new[] { ("p0", 1), ("p0_1", 2), ("p1", 3) })
            DescribedStack.Write(_folder[$"w/{name}.ome.tif"], 2, BinaryOnly(uuid, "x.ome.tif"));
        var sequences = FrameSequences.Find(_folder.Path);
        Assert.Equal(["w/p0.ome", "w/p1.ome"], sequences.Select(s => s.Name));
        Assert.Equal(["w/p0.ome.tif:0", "w/p0.ome.tif:1", "w/p0_1.ome.tif:0", "w/p0_1.ome.tif:1"], Locations(sequences[0]));
        Assert.Equal(["w/p1.ome.tif:0", "w/p1.ome.tif:1", "w/x.ome.tif:0", "w/x.ome.tif:1"], Locations(sequences[1]));
        Assert.Equal(["p0_1.ome.tif", "p1.ome.tif", "x.ome.tif"], sequences[0].Layout!.Companions.Select(Path.GetFileName));
    }

    [Fact]
    public void SinglePagesWhoseMetadataAreInOneOfThemAreJoinedAlongTheirAxes()
    {
        // Named so that the file with the metadata is found in the middle.
        var files = (
            from i in new[] { 0, 1 }
            from t in new[] { 0, 1 }
            from c in new[] { 0, 1 }
            select (i, t, c, Name: $"s{i}_c{c}_t{t}.tif", Uuid: 100 * i + 10 * t + c)
        ).ToArray();
        var image = (int i) =>
            DescribedStack.Image(
                "SizeT='2' SizeZ='1' SizeC='2' DimensionOrder='XYCZT'",
                string.Concat(files.Where(f => f.i == i).Select(f => Data(f.Name, f.Uuid, $"IFD='0' FirstC='{f.c}' FirstT='{f.t}'")))
            );
        foreach (var file in files)
        {
            if (file is { i: 0, c: 1, t: 0 })
                Write(file.Name, file.Uuid, 1, image(0), image(1));
            else
                DescribedStack.Write(_folder[file.Name], 1, BinaryOnly(file.Uuid, "s0_c1_t0.tif"));
        }
        var sequences = FrameSequences.Find(_folder.Path, new SequenceOptions { Channel = 1 });
        Assert.Equal(
            [
                ["s0_c1_t0.tif:0", "s0_c1_t1.tif:0"],
                ["s1_c1_t0.tif:0", "s1_c1_t1.tif:0"],
            ],
            sequences.Select(Locations)
        );
    }

    [Fact]
    public void WithoutNamesThePlanesLieBesideTheMetadata()
    {
        Write(
            "a.ome.tif",
            1,
            4,
            DescribedStack.Image(Sizes),
            DescribedStack.Image("SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'", Data("b.ome.tif", 2, "IFD='0' PlaneCount='2'"))
        );
        DescribedStack.Write(_folder["b.ome.tif"], 2, BinaryOnly(2, "a.ome.tif"));
        Assert.Equal(["b.ome.tif:0", "b.ome.tif:1"], Locations(Assert.Single(FrameSequences.Find(_folder["b.ome.tif"]))));
    }

    [Theory]
    [InlineData("an image of something else", "holds none")]
    [InlineData("<OME><BinaryOnly MetadataFile='a.ome.tif'/></OME>", "holds none")]
    [InlineData("<OME><Image>", "cannot be read")]
    public void ATiffThatShouldHaveTheMetadataAndHasNoneIsNamed(string description, string reason)
    {
        DescribedStack.Write(_folder["a.ome.tif"], 2, description);
        DescribedStack.Write(_folder["b.ome.tif"], 2, BinaryOnly(2, "a.ome.tif"));
        var error = Assert.Throws<FrameFormatException>(() => StackReader.Read(_folder["b.ome.tif"]));
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        File.WriteAllText(_folder["a.ome.tif"], "no TIFF");
        Assert.Contains(
            "a.ome.tif",
            Assert.Throws<FrameFormatException>(() => StackReader.Read(_folder["b.ome.tif"])).Reason,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void SinglePagesWhoseSetCannotBeUnderstoodAreFramesAndThatIsSaid()
    {
        foreach (var i in new[] { 1, 2, 3 })
            DescribedStack.Write(_folder[$"a{i}.ome.tif"], 1, BinaryOnly(i, "lost.ome.tif"));
        var search = FrameSequences.Search(_folder.Path);
        Assert.Equal(3, Assert.Single(search.Sequences).Frames.Count);
        Assert.Contains(
            search.Remarks,
            r =>
                r.StartsWith("3 single-page files taken as frames of one video", StringComparison.Ordinal)
                && r.Contains("lost.ome.tif", StringComparison.Ordinal)
        );
        foreach (var i in new[] { 1, 2, 3 })
            DescribedStack.Write(_folder[$"a{i}.ome.tif"], 1, "no metadata");
        Assert.Empty(FrameSequences.Search(_folder.Path).Remarks);
    }

    [Fact]
    public void ACompanionAndTheFilesOfOtherChannelsBelongToASet()
    {
        string[] names = ["c0.ome.tif", "c1.ome.tif"];
        foreach (var (name, i) in names.Select((n, i) => (n, i)))
            DescribedStack.Write(_folder[name], 2, BinaryOnly(i, "set.companion.ome"));
        File.WriteAllText(
            _folder["set.companion.ome"],
            DescribedStack.OmeDocument(
                DescribedStack.Image(
                    "SizeT='2' SizeZ='1' SizeC='3' DimensionOrder='XYTZC'",
                    string.Concat(Enumerable.Range(0, 3).Select(c => Data($"c{c}.ome.tif", c, $"IFD='0' FirstC='{c}' PlaneCount='2'")))
                )
            )
        );
        // The third file was lost.
        Assert.Equal(
            ["c1.ome.tif", "set.companion.ome"],
            Assert.Single(StackReader.Read(_folder["c0.ome.tif"])).Companions.Select(Path.GetFileName)
        );
    }

    [Theory]
    [InlineData("../b.ome.tif")]
    [InlineData("/etc/hostname")]
    [InlineData("..")]
    [InlineData("")]
    [InlineData("C:\\b.ome.tif")]
    public void MetadataLeadNoFurtherThanTheFolder(string name)
    {
        Write("a.ome.tif", 1, 2, DescribedStack.Image(Sizes, Data("a.ome.tif", 1, "IFD='0' PlaneCount='2'") + Data(name, 2, "FirstT='2'")));
        Assert.Contains(
            "not a file name",
            Assert.Throws<FrameFormatException>(() => StackReader.Read(_folder["a.ome.tif"])).Message,
            StringComparison.Ordinal
        );
        DescribedStack.Write(_folder["b.ome.tif"], 2, $"<OME><BinaryOnly MetadataFile='{name}' UUID='urn:uuid:9'/></OME>");
        Assert.Contains(
            "not a file name",
            Assert.Throws<FrameFormatException>(() => StackReader.Read(_folder["b.ome.tif"])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void ImagesOfTheOtherFilesComeWithThose()
    {
        // The second image shares file b with the first, so that b is not done with when a is read.
        const string two = "SizeT='2' SizeZ='1' SizeC='1' DimensionOrder='XYCZT'";
        string[] images =
        [
            DescribedStack.Image(two, Data("a.ome.tif", 1, "IFD='0'") + Data("b.ome.tif", 2, "IFD='0' FirstT='1'")),
            DescribedStack.Image(two, Data("b.ome.tif", 2, "IFD='1' PlaneCount='2'")),
        ];
        Write("a.ome.tif", 1, 1, images);
        Write("b.ome.tif", 2, 3, images);
        Assert.Contains(FrameSequences.Find(_folder.Path), s => Locations(s).SequenceEqual(["b.ome.tif:1", "b.ome.tif:2"]));
    }
}
