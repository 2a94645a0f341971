using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences;

public sealed class FrameSequencesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Single(string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        var frame = TestFrames.Random(16, 16, PixelType.UInt8);
        if (name.EndsWith(".png", StringComparison.OrdinalIgnoreCase))
            FrameFile.WritePng(_folder[name], frame);
        else
            FrameFile.WriteTiff(_folder[name], [frame]);
    }

    private void Stack(string name, int pages) =>
        FrameFile.WriteTiff(_folder[name], [.. Enumerable.Range(0, pages).Select(i => TestFrames.Random(16, 16, PixelType.UInt8, i))]);

    private string[] Names() => [.. FrameSequences.Find(_folder.Path).Select(s => s.Name)];

    [Fact]
    public void TheFilesOfAFolderAreOneSequenceInNaturalOrder()
    {
        foreach (var name in new[] { "w/t10.tif", "w/t2.TIF", "w/t1.png", "w/T03.tif" })
            Single(name);
        File.WriteAllText(_folder["w/notes.txt"], "not a frame");
        Single("w/._t1.tif");
        var sequence = Assert.Single(FrameSequences.Find(_folder.Path));
        Assert.Equal("w", sequence.Name);
        Assert.Equal(["t1.png", "t2.TIF", "T03.tif", "t10.tif"], sequence.Frames.Select(f => Path.GetFileName(f.Path)));
        Assert.All(sequence.Frames, f => Assert.Equal(0, f.Page));
    }

    [Fact]
    public void NamesArePathsRelativeToTheInput()
    {
        Single("a/w10/t0.tif");
        Single("a/w9/t0.tif");
        Stack("a/movie.tif", 3);
        Assert.Equal(["a/movie", "a/w9", "a/w10"], Names());
    }

    [Fact]
    public void AMultiPageFileIsOneSequenceOfItsPages()
    {
        Stack("movie.ome.tif", 3);
        var sequence = Assert.Single(FrameSequences.Find(_folder["movie.ome.tif"]));
        Assert.Equal("movie.ome", sequence.Name);
        Assert.Equal([0, 1, 2], sequence.Frames.Select(f => f.Page));
    }

    [Fact]
    public void APixelSizeThatIsGivenIsThatOfAllSequences()
    {
        Single("w/t0.tif");
        DescribedStack.Write(_folder["ij.tif"], 3, "ImageJ=1.54f\nimages=3\nframes=3");
        Stack("movie.tif", 2);
        Assert.Equal(
            [0.5, 0.5, 0.5],
            FrameSequences.Find(_folder.Path, new SequenceOptions { PixelMicrons = 0.5 }).Select(s => s.PixelMicrons)
        );
        Assert.Equal(
            [0.5, 0.5, 0.5],
            FrameSequences
                .Find(_folder.Path, new SequenceOptions { PixelMicrons = 0.5, NamePattern = "{name}" })
                .Select(s => s.PixelMicrons)
        );
    }

    [Fact]
    public void AChoiceThatSinglePageFilesDoNotHaveIsSaid()
    {
        Single("w/t0.tif");
        var first = new SequenceOptions
        {
            Channel = 0,
            Plane = 0,
            Series = 0,
        };
        Assert.Empty(FrameSequences.Search(_folder.Path, first).Remarks);
        var other = new SequenceOptions
        {
            Channel = 7,
            Plane = 1,
            Series = 3,
            AxisOrder = "T5",
        };
        Assert.Collection(
            FrameSequences.Search(_folder.Path, other).Remarks,
            channel => Assert.StartsWith("channel 7 was asked for, which does not apply", channel, StringComparison.Ordinal),
            plane => Assert.StartsWith("focal plane 1 ", plane, StringComparison.Ordinal),
            series => Assert.StartsWith("series 3 ", series, StringComparison.Ordinal),
            axes => Assert.StartsWith("the order of axes T5 ", axes, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void AChoiceThatFileNamesHaveIsNotNoted()
    {
        Single("w/t0_c1.tif");
        Assert.Empty(FrameSequences.Search(_folder.Path, new SequenceOptions { NamePattern = "t{frame}_c{channel}", Channel = 1 }).Remarks);
    }

    [Fact]
    public void AStackThatNeedsAChoiceDoesNotStopTheOthers()
    {
        DescribedStack.Write(_folder["two.tif"], 4, "ImageJ=1.54f\nimages=4\nframes=2\nchannels=2");
        Assert.Contains(
            "it has 2 channels",
            Assert.Throws<FrameFormatException>(() => FrameSequences.Find(_folder.Path)).Message,
            StringComparison.Ordinal
        );
        Stack("movie.tif", 3);
        Assert.Collection(
            FrameSequences.Find(_folder.Path),
            movie => Assert.Equal((null, 3), (movie.Problem, movie.Frames.Count)),
            two => Assert.Contains("Choose one: Channel", two.Problem?.Message, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void NamesThatAreTakenGetNumbersWithoutGaps()
    {
        Stack("m.tif", 2);
        Assert.SkipWhen(File.Exists(_folder["M.TIF"]), "This disk has no names that differ in case only.");
        Stack("M.TIF", 2);
        Stack("M.tif", 2);
        Stack("m.TIF", 2);
        string[] names = [.. Names().Select(n => n.ToLowerInvariant()).Order(StringComparer.Ordinal)];
        Assert.Equal(["m", "m.tif", "m.tif-2", "m.tif-3"], names);
    }

    [Fact]
    public void TheInputFolderItselfGivesItsName()
    {
        Single("t0.tif");
        Assert.Equal([Path.GetFileName(_folder.Path)], Names());
        Assert.Equal(Names(), FrameSequences.Find(_folder.Path + "/").Select(s => s.Name));
    }

    [Fact]
    public void NamesAreUnique()
    {
        Single("w/t0.tif");
        Stack("w.tif", 2);
        Stack("w.tiff", 2);
        Assert.Equal(3, Names().Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Contains("w", Names());
    }

    [Fact]
    public void NamesDifferInMoreThanTheirCase()
    {
        // Where file names have no case, that is one folder; its results and those of elsewhere must not meet there.
        Single("W/t0.tif");
        Single("w/t0.tif");
        Assert.Equal(Names().Length, Names().Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.Equal(Directory.GetDirectories(_folder.Path).Length, Names().Length);
    }

    [Fact]
    public void UnreadableFilesAreListedAndFailOnlyWhenRead()
    {
        Single("w/t0.tif");
        File.WriteAllText(_folder["w/t1.tif"], "broken");
        var sequence = Assert.Single(FrameSequences.Find(_folder.Path));
        Assert.Equal(2, sequence.Frames.Count);
        Assert.Throws<FrameFormatException>(() => FrameFile.Read(sequence.Frames[1].Path, sequence.Frames[1].Page));
    }

    [Fact]
    public void AStackThatBreaksOffListsOneMorePageWhichFails()
    {
        Stack("movie.tif", 4);
        var bytes = File.ReadAllBytes(_folder["movie.tif"]);
        // LibTiff writes each page's directory after its pixels: half of the file holds the first pages.
        File.WriteAllBytes(_folder["movie.tif"], bytes[..(bytes.Length / 2 + 20)]);
        var frames = Assert.Single(FrameSequences.Find(_folder.Path)).Frames;
        Assert.InRange(frames.Count, 2, 4);
        FrameFile.Read(frames[0].Path, frames[0].Page);
        Assert.Throws<FrameFormatException>(() => FrameFile.Read(frames[^1].Path, frames[^1].Page));
    }

    [Fact]
    public void ALinkToAFolderAboveIsNotFollowed()
    {
        Single("w/t0.tif");
        Directory.CreateSymbolicLink(_folder["w/up"], _folder.Path);
        Assert.Equal(["w"], Names());
    }

    [Fact]
    public void AManifestGivesItsSequencesInTheOrderOfTheirFrameNumbers()
    {
        File.WriteAllText(_folder["m.csv"], "path,sequence,frame\nx/b.tif,w10,9\nx\\a.tif,w10,4\nc.tif,w9,3\n");
        var sequences = FrameSequences.Find(_folder["m.csv"]);
        Assert.Equal(["w9", "w10"], sequences.Select(s => s.Name));
        Assert.Equal([3, 4, 9], sequences.SelectMany(s => s.Indices));
        Assert.Equal(
            ["c.tif", "x/a.tif", "x/b.tif"],
            sequences.SelectMany(s => s.Frames).Select(f => Path.GetRelativePath(_folder.Path, f.Path))
        );
        File.WriteAllText(_folder["m.csv"], "path\nb.tif\na.tif\n");
        var sequence = Assert.Single(FrameSequences.Find(_folder["m.csv"]));
        Assert.Equal(("m", 2), (sequence.Name, sequence.Frames.Count));
        Assert.EndsWith("b.tif", sequence.Frames[0].Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path,frame\na.tif,1\nb.tif,1\n", "lines 2 and 3: '", "both frame 1 of sequence 'm'")]
    [InlineData("path,frame\na.tif,0\nb.tif,0\n", "lines 2 and 3: '", "both frame 0 of sequence 'm'")]
    [InlineData("path,frame,sequence\na.tif,,x\nb.tif,0,y\nc.tif,,x\nd.tif,0,y\n", "lines 3 and 5: '")]
    [InlineData("path,frame\na.tif,1\nb.tif,2\nc.tif,\n", "line 4: '", "has no number in the column 'frame'")]
    [InlineData("path,frame\n", "no rows")]
    public void AManifestThatGivesNoSequencesIsRefused(string text, params string[] reasons)
    {
        File.WriteAllText(_folder["m.csv"], text);
        var message = Assert.Throws<FrameFormatException>(() => FrameSequences.Find(_folder["m.csv"])).Message;
        Assert.All(reasons, reason => Assert.Contains(reason, message, StringComparison.Ordinal));
    }

    /// <summary>An empty field is no number; planes and pairs of one instant have the same.</summary>
    [Theory]
    [InlineData("path,frame\nb.tif,\na.tif,\n")]
    [InlineData("path,frame,defocus_um\nb.tif,0,-2\na.tif,0,0\n")]
    [InlineData("path,frame,reference_path\nb.tif,0,c.tif\na.tif,0,c.tif\n")]
    public void AManifestWithoutNumbersOrOfOneInstantIsTakenAsItIsListed(string text)
    {
        File.WriteAllText(_folder["m.csv"], text);
        var sequence = Assert.Single(FrameSequences.Find(_folder["m.csv"]));
        Assert.Equal(["b.tif", "a.tif"], sequence.Frames.Select(f => Path.GetFileName(f.Path)));
        Assert.Equal([0, 1], sequence.Indices);
    }

    [Fact]
    public void MissingAndEmptyInputsAreNamed()
    {
        Assert.Contains(
            "no such file",
            Assert.Throws<FrameFormatException>(() => FrameSequences.Find(_folder["none"])).Message,
            StringComparison.Ordinal
        );
        var empty = Assert.Throws<FrameFormatException>(() => FrameSequences.Find(_folder.Path));
        Assert.Contains("no frame files", empty.Message, StringComparison.Ordinal);
        Assert.Equal(_folder.Path, empty.Path);
    }
}
