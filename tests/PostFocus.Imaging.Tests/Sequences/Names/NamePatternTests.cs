using PostFocus.Imaging.Files;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences.Names;

public sealed class NamePatternTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private void Write(params string[] names)
    {
        foreach (var name in names)
            FrameFile.WriteTiff(_folder[name], [TestFrames.Random(16, 16, PixelType.UInt8)]);
    }

    /// <summary>"NAME: FILE@INDEX FILE@INDEX".</summary>
    private string[] Found(string pattern, SequenceOptions? options = null) =>
        [
            .. FrameSequences
                .Find(_folder.Path, (options ?? new SequenceOptions()) with { NamePattern = pattern })
                .Select(s => $"{s.Name}: {string.Join(' ', s.Frames.Zip(s.Indices, (f, i) => $"{Path.GetFileName(f.Path)}@{i}"))}"),
        ];

    private string Refusal(string pattern, SequenceOptions? options = null) =>
        Assert.Throws<FrameFormatException>(() => Found(pattern, options)).Message;

    [Fact]
    public void SequencesInOneFolderAreToldApartAndMissingFramesLeaveAGap()
    {
        Write("A1_t1.tif", "A1_t3.tif", "A1_t10.tif", "B2_t001.tif", "B2_t002.tif", "notes.tif");
        Assert.Equal(["A1: A1_t1.tif@1 A1_t3.tif@3 A1_t10.tif@10", "B2: B2_t001.tif@1 B2_t002.tif@2"], Found("{sequence}_t{frame}"));
    }

    [Theory]
    [InlineData("{well}_t{frame}")]
    [InlineData("{well}_T{frame}.tif")]
    [InlineData("{well}_?{frame}.TIF")]
    [InlineData("{well:w*}_t{frame}.t*")]
    [InlineData("*{well:?1}*{frame}")]
    public void AFileIsMatchedInItsWholeNameInAnyCase(string pattern)
    {
        Write("w1_t7.tif", "w1_t8_mask.tif.tif");
        Assert.Equal(["w1: w1_t7.tif@7"], Found(pattern));
    }

    [Fact]
    public void NamesBeginWithTheFolderUnlessThePatternHasIt()
    {
        Write("day1/a_t0.tif", "day2/a_t0.tif", "day2/deep/a_t0.tif");
        Assert.Equal(["day1/a: a_t0.tif@0", "day2/a: a_t0.tif@0", "day2/deep/a: a_t0.tif@0"], Found("{well}_t{frame}"));
        Assert.Equal(["1/a: a_t0.tif@0", "2/a: a_t0.tif@0"], Found("day{day}/{well}_t{frame}"));
        Assert.Equal(["a: a_t0.tif@0"], Found("day1/{well}_t{frame}"));
        Assert.Equal(["1/a: a_t0.tif@0", "2/a: a_t0.tif@0"], Found("day{day}\\{well}_t{frame}.tif"));
    }

    [Fact]
    public void FramesWithoutNumberComeInNaturalOrder()
    {
        Write("w_9.tif", "w_10.tif", "v_1.tif");
        Assert.Equal(["v: v_1.tif@0", "w: w_9.tif@0 w_10.tif@1"], Found("{well}_*"));
    }

    [Fact]
    public void NumbersAloneLeaveTheFolderItsName()
    {
        Write("w/t5.tif", "w/t6.tif");
        Assert.Equal(["w: t5.tif@5 t6.tif@6"], Found("t{frame}"));
        Assert.Equal($"{Path.GetFileName(_folder.Path)}: t5.tif@5 t6.tif@6", Assert.Single(Found("w/t{frame}")));
    }

    [Fact]
    public void ChannelsAndPlanesAreChosenByTheirNumbers()
    {
        Write("w_z1_c0_t0.tif", "w_z1_c2_t0.tif", "w_z5_c0_t0.tif", "w_z5_c2_t0.tif");
        const string pattern = "{well}_z{plane}_c{channel}_t{frame}";
        Assert.Contains("of channel 0, 2. Choose one", Refusal(pattern), StringComparison.Ordinal);
        Assert.Contains("--plane", Refusal(pattern, new SequenceOptions { Channel = 0 }), StringComparison.Ordinal);
        Assert.Contains("none of 1", Refusal(pattern, new SequenceOptions { Channel = 1 }), StringComparison.Ordinal);
        Assert.Equal(["w: w_z5_c2_t0.tif@0"], Found(pattern, new SequenceOptions { Channel = 2, Plane = 5 }));
    }

    [Fact]
    public void PlanesMayHaveASignAndComeInTheOrderOfTheirNumbers()
    {
        Write("w_z+00.tif", "w_z+10.tif", "w_z-05.tif", "w_z-10.tif");
        Assert.Contains("of focal plane -10, -5, 0, 10. Choose one", Refusal("{well}_z{plane}"), StringComparison.Ordinal);
        Assert.Equal(["w: w_z-05.tif@0"], Found("{well}_z{plane}", new SequenceOptions { Plane = -5 }));
        Assert.Equal(["w: w_z+10.tif@0"], Found("*{well:w}*z{plane:??}", new SequenceOptions { Plane = 10 }));
        Assert.Contains("none of 5", Refusal("{well}_z{plane}", new SequenceOptions { Plane = 5 }), StringComparison.Ordinal);
    }

    [Fact]
    public void InstantsAndChannelsHaveNoSign()
    {
        Write("w_t-1_c+1.tif");
        Assert.Contains("is named as the pattern", Refusal("{well}_t{frame}_c+{channel}"), StringComparison.Ordinal);
        Assert.Contains("is named as the pattern", Refusal("{well}_t-{frame}_c{channel}"), StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFilesForOneFrameAreRefusedAndBothNamed()
    {
        Write("w_c0_t0.tif", "w_c1_t0.tif");
        var message = Refusal("{well}_*_t{frame}");
        Assert.Contains("w_c0_t0.tif", message, StringComparison.Ordinal);
        Assert.Contains("w_c1_t0.tif", message, StringComparison.Ordinal);
        Assert.Contains("{channel}", message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberedStackOfFocalPlanesIsOneFrame()
    {
        foreach (var t in new[] { 4, 5 })
            DescribedStack.Write(_folder[$"w_t{t}.tif"], 3, "ImageJ=1.54f\nimages=3\nslices=3");
        var sequence = Assert.Single(FrameSequences.Find(_folder.Path, new SequenceOptions { NamePattern = "{well}_t{frame}", Plane = 1 }));
        Assert.Equal([(4, 1), (5, 1)], sequence.Indices.Zip(sequence.Frames, (i, f) => (i, f.Page)));
        Assert.Equal(3, sequence.Layout!.Planes);
        Assert.Contains("focal planes", Refusal("{well}_t{frame}"), StringComparison.Ordinal);
    }

    [Fact]
    public void ANumberedFileOfSeveralInstantsIsRefusedAndWithoutNumberTheyFollowOneAnother()
    {
        DescribedStack.Write(_folder["w_1.tif"], 2, "");
        DescribedStack.Write(_folder["w_2.tif"], 3, "");
        Assert.Contains("it has 2 [2 pages: T=2", Refusal("{well}_{frame}"), StringComparison.Ordinal);
        Assert.Equal(["w: w_1.tif@0 w_1.tif@1 w_2.tif@2 w_2.tif@3 w_2.tif@4"], Found("{well}_*"));
    }

    [Fact]
    public void OnlySequencesWithWhatIsAskedForAreTaken()
    {
        Write("A/img/1_t0.tif", "A/img/2_t0.tif", "B/img/1_t0.tif");
        Directory.CreateDirectory(_folder["A/done/2"]);
        var options = new SequenceOptions { Having = "{block}/done/{well}" };
        Assert.Equal(["A/2: 2_t0.tif@0"], Found("{block}/img/{well}_t{frame}", options));
        Assert.Equal(
            ["A/1: 1_t0.tif@0", "B/1: 1_t0.tif@0"],
            Found("{block}/img/{well}_t{frame}", new SequenceOptions { NotHaving = options.Having })
        );
        Assert.Contains(
            "none of its sequences is left",
            Refusal("{block}/img/{well}_t{frame}", options with { NotHaving = options.Having }),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "{row}",
            Assert.Throws<ArgumentException>(() => Found("{block}/img/{well}_t{frame}", new SequenceOptions { Having = "{row}" })).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void APatternThatFitsNothingIsRefusedWithAnExample()
    {
        Write("w/frame0.tif");
        Assert.Contains("the first is 'w/frame0.tif'", Refusal("{well}_t{frame}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*.tif")]
    [InlineData("{well")]
    [InlineData("well}_t{frame}")]
    [InlineData("{}_t{frame}")]
    [InlineData("{well}_{well}")]
    [InlineData("{the well}_t{frame}")]
    [InlineData("{0}_t{frame}")]
    [InlineData("{well:a/b}_t{frame}")]
    public void WhatIsNoPatternIsRefused(string pattern)
    {
        Write("w.tif");
        Assert.Contains("{well}_t{frame}", Assert.Throws<ArgumentException>(() => Found(pattern)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SignsOfRegularExpressionsStandForThemselves()
    {
        Write("a+b (1).t0.tif", "aab (1)xt0.tif");
        Assert.Equal(["1: a+b (1).t0.tif@0"], Found("a+b ({well}).t{frame}"));
    }

    [Fact]
    public void ANumberBeyondAllFramesIsNamed()
    {
        Write("w_t20240131120000000.tif");
        Assert.Contains("20240131120000000", Refusal("{well}_t{frame}"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{well}_c{channel:?}*_t{frame}", 1)]
    [InlineData("{well}_c{channel:?}{name}_t{frame:??}", 2)]
    [InlineData("{well}_c{channel:1*}_t{frame:*}", 0)]
    [InlineData("{well}_c{channel:?2}_t{frame:0?}", 3)]
    public void NumbersTakeWidthsAndWildcards(string pattern, int expected)
    {
        Write("w_c12_t01.tif", "w_c1405_t2.tif");
        string[] first = ["w: w_c12_t01.tif@1"],
            named = ["w/2: w_c12_t01.tif@1"];
        var found = expected switch
        {
            0 => Found(pattern, new SequenceOptions { Channel = 12 }),
            1 => Found(pattern, new SequenceOptions { Channel = 1 }),
            _ => Found(pattern),
        };
        Assert.Equal(
            expected switch
            {
                1 => ["w: w_c12_t01.tif@1 w_c1405_t2.tif@2"],
                2 => named,
                _ => first,
            },
            found
        );
    }

    [Fact]
    public void ANumberOfOtherThanDigitsIsRefused()
    {
        Write("w_t1.tif");
        Assert.Contains("{frame:t*}", Assert.Throws<ArgumentException>(() => Found("{well}_{frame:t*}")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("P_{well}_s1_w{channel}*")]
    [InlineData("P_{well}_s1_w{channel}????????-*")]
    [InlineData("P_{well}_s1_w{channel}{id}", "/12345678-1A2B-4C3D-8E4F-79A8CB5DE0A9")]
    public void DigitsOfAUuidBelongToNoNumber(string pattern, string name = "")
    {
        Write("P_A01_s1_w112345678-1A2B-4C3D-8E4F-79A8CB5DE0A9.tif", "P_B01_s1_w212345678-1a2b-4c3d-8e4f-79a8cb5de0a9.tif");
        Assert.Equal(
            [$"A01{name}: P_A01_s1_w112345678-1A2B-4C3D-8E4F-79A8CB5DE0A9.tif@0"],
            Found(pattern, new SequenceOptions { Channel = 1 })
        );
        Assert.Equal("A01: P_A01_s1_w112345678-1A2B-4C3D-8E4F-79A8CB5DE0A9.tif@0", Assert.Single(Found("P_{well}_s1_w112345678-1A2B*")));
    }

    [Theory]
    [InlineData("img_.._.._evil_t6.tif", "{a}_{b}_{c}_{d}_t{frame}")]
    [InlineData("img_._x_t6.tif", "{a}_{b}_{c}_t{frame}")]
    [InlineData("img_ _x_t6.tif", "{a}_{b}_{c}_t{frame}")]
    [InlineData("img_..._t6.tif", "img_{a}_t{frame}")]
    public void PartsOfANameAreNamesAndNeverLeadElsewhere(string file, string pattern)
    {
        Write(file);
        Assert.Contains(file, Refusal(pattern), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsNotTakenIsSaid()
    {
        Write("a_c1_t0.tif", "a_c2_t0.tif", "b_c1_t0.tif", "_c1_t0.tif", "sub/overview.tif");
        var search = FrameSequences.Search(_folder.Path, new SequenceOptions { NamePattern = "{well:*}_c{channel}_t{frame}", Channel = 1 });
        Assert.Equal(
            [
                "2 of 5 files do not fit the pattern '{well:*}_c{channel}_t{frame}' and are left out, for example '_c1_t0.tif'.",
                "channels 1, 2 found, 1 taken.",
            ],
            search.Remarks
        );
    }
}
