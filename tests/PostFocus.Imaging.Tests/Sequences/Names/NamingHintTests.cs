using System.Text.RegularExpressions;
using PostFocus.Imaging.Sequences;
using PostFocus.Imaging.Tests.Helpers;

namespace PostFocus.Imaging.Tests.Sequences.Names;

/// <summary>Where one folder holds several videos, a pattern is said that tells them apart when it is pasted.</summary>
public sealed partial class NamingHintTests : IDisposable
{
    private const string Uuid1 = "7922E4FF-1A2B-4C3D-8E4F-79A8CB5DE0A9",
        Uuid2 = "06BDF313-1A2B-4C3D-8E4F-1273D27B0476";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Files of two channels, two positions, and three instants. {0}: channel, {1}: position, {2}: instant, counted from 0; {3} to {5} from
    /// 1.
    /// </summary>
    private void Write(string names, string[]? channels = null)
    {
        for (var channel = 0; channel < 2; channel++)
        for (var position = 0; position < 2; position++)
        for (var time = 0; time < 3; time++)
            _folder.Write(
                string.Format(
                    null,
                    names,
                    channels?[channel] ?? $"{channel}",
                    position,
                    time,
                    channel + 1,
                    position + 1,
                    time + 1,
                    "AB"[position]
                )
            );
    }

    private string[] Hints() =>
        [.. FrameSequences.Search(_folder.Path).Remarks.Where(r => r.Contains("--names", StringComparison.Ordinal))];

    /// <summary>Pastes what is said.</summary>
    private SequenceSearch Pasted(string hint)
    {
        var match = Said().Match(hint);
        int? Number(string option) => match.Groups[option] is { Success: true, Value: var value } ? int.Parse(value, null) : null;
        return FrameSequences.Search(
            _folder.Path,
            new SequenceOptions
            {
                NamePattern = match.Groups["names"].Value,
                Channel = Number("channel"),
                Plane = Number("plane"),
            }
        );
    }

    [Theory]
    [InlineData("exp_w{3}{0}_s{4}_t{5}.TIF", "Phase", "GFP")] // MetaMorph
    [InlineData("exp_w{3}{0}_s{4}_t{5}.TIF", "TL - Brightfield", "Cy5")]
    [InlineData("img_channel{0:d3}_position{1:d3}_time{2:d9}_z000.tif")] // Micro-Manager
    [InlineData("Pos{1}/img_channel{0:d3}_position{1:d3}_time{2:d9}_z000.tif")]
    [InlineData("r01c{4:d2}f01p01-ch{3}sk{5}fk1fl1.tiff")] // Harmony
    [InlineData("Assay_#78_B02_T{5:d4}F{4:d3}L01A01Z01C{3:d2}.tif")] // CellVoyager
    [InlineData("exp_t{5:d2}_c{3}_s{4}.tif")] // ZEN
    [InlineData("exp_s{4}t{5:d2}c{3}_ORG.tif")]
    [InlineData("Series{1:d3}_t{2:d2}_ch{0}.tif", "00", "01")] // Leica
    [InlineData("expt{5:d3}xy{4:d2}c{3}.tif")] // NIS-Elements
    [InlineData("TimePoint_{5}/P_{6}01_s1_w{3}.TIF")] // ImageXpress
    [InlineData("TimePoint_{5}/P_{6}01_s1_w{3}{0}.tif", Uuid1, Uuid2)]
    [InlineData("TimePoint_{5}/P_A01_s{4}_w{3}_thumb{0}.tif", Uuid2, Uuid1)]
    [InlineData("Plate{1}/TimePoint_{5}/P_A01_s1_w{3}{0}.tif", Uuid1, Uuid2)]
    public void ChannelsPositionsAndTimeByTheirLetters(string names, params string[] channels)
    {
        Write(names, channels.Length > 0 ? channels : null);
        var hint = Assert.Single(Hints());
        var found = Pasted(hint);
        Assert.Equal(2, found.Sequences.Count);
        Assert.All(found.Sequences, s => Assert.Equal(3, s.Frames.Count));
        Assert.All(found.Sequences, s => Assert.Equal(s.Indices, Enumerable.Range(s.Indices[0], 3)));
        Assert.Contains(found.Remarks, r => r.StartsWith("channels ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("img_{2:d9}_{0}_00{1}.tif", "Phase", "GFP")] // Micro-Manager 1.4
    [InlineData("VID12_{6}{3}_1_00d{5:d2}h00m.tif")] // Incucyte
    [InlineData("VID12_{6}{3}_1_2019y06m01d_{5:d2}h00m.tif")]
    [InlineData("{6}1_01_1_1_{0}_{5:d3}.tif", "Phase Contrast", "GFP 469,525")] // Gen5
    [InlineData("exp-{0}-{1}-{2:d4}.tif", "Phase", "GFP")]
    [InlineData("{6} - 01(fld 1 wv {0} time {5}).tif", "TL - Brightfield", "FITC - FITC")] // IN Cell
    public void ChannelsPositionsAndTimeByTheirPlaces(string names, params string[] channels)
    {
        Write(names, channels.Length > 0 ? channels : null);
        var found = Pasted(Assert.Single(Hints()));
        Assert.Equal(4, found.Sequences.Count);
        Assert.All(found.Sequences, s => Assert.Equal(3, s.Frames.Count));
    }

    [Fact]
    public void FocalPlanesAndWells()
    {
        _folder.Write("z/a_z0_t0.tif", "z/a_z0_t1.tif", "z/a_z1_t0.tif", "z/a_z1_t1.tif");
        Assert.Equal(
            ["z/a: a_z0_t0.tif@0 a_z0_t1.tif@1"],
            FrameSequences.Search(_folder.Path, new SequenceOptions { NamePattern = "{name}_z{plane}_t{frame}", Plane = 0 }).Lines()
        );
        Assert.Equal(["z: a_z0_t0.tif@0 a_z0_t1.tif@1"], Pasted(Assert.Single(Hints())).Lines());
        Directory.Delete(_folder["z"], recursive: true);
        _folder.Write("p/A01.tif", "p/A02.tif", "p/B01.tif");
        Assert.Equal(["p/A01: A01.tif@0", "p/A02: A02.tif@0", "p/B01: B01.tif@0"], Pasted(Assert.Single(Hints())).Lines());
    }

    [Fact]
    public void TheNamesOfMetaMorphAreSaidAsTheyAre()
    {
        Write("exp_w{3}{0}_s{4}_t{5}.TIF", ["Phase", "GFP"]);
        Assert.StartsWith(
            "names differ in _w, _s and _t: if these are channels (1, 2), positions and time, use --names 'exp_w{channel}*_s{position}_t{frame}' --channel 1.",
            Assert.Single(Hints()),
            StringComparison.Ordinal
        );
        // As before, until it is pasted.
        Assert.Equal(12, Assert.Single(FrameSequences.Find(_folder.Path)).Frames.Count);
    }

    [Theory]
    [InlineData("img_{0:d4}.tif")]
    [InlineData("well{1}/t{0:d3}.tif")]
    [InlineData("T{1}/t{0:d3}.tif")]
    [InlineData("img_2024-11-05_{2}-{3:d2}-00.tif")]
    [InlineData("img_20241105T{2}{3:d2}00_{0:d3}.tif")]
    [InlineData("{2}_{3:d2}_00.tif")]
    [InlineData("scan{0:d3}_t{4:d5}.tif")]
    [InlineData("f_{5}_{0}.tif")]
    [InlineData("A1_1_00d{2:d2}h{3:d2}m.tif")]
    [InlineData("well_{6}h.tif")]
    [InlineData("B1/images/crops_8bit_s/imgNo{1}CH0/imgNo{1}CH0_t{0}.tif")]
    public void NamesThatDifferInTimeAloneNeedNoPattern(string names)
    {
        for (var t = 0; t < 24; t++)
            _folder.Write(
                string.Format(
                    System.Globalization.CultureInfo.InvariantCulture,
                    names,
                    t,
                    t % 3,
                    12 + t / 12,
                    t % 12 * 5,
                    300 * t,
                    1_700_000_000 + 300 * t,
                    t * 0.25
                )
            );
        Assert.Empty(Hints());
    }

    [Theory]
    [InlineData("TimePoint_{0}/{1}.tif", 2)]
    [InlineData("TimePoint_{0}/image.tif", 1)]
    public void AFolderAnInstantMakesVideosOfItsFolders(string names, int videos)
    {
        for (var t = 1; t < 4; t++)
            _folder.Write(Enumerable.Range(0, videos).Select(i => string.Format(null, names, t, "AB"[i])));
        var found = Pasted(Assert.Single(Hints()));
        Assert.Equal(videos, found.Sequences.Count);
        Assert.All(found.Sequences, s => Assert.Equal([1, 2, 3], s.Indices));
    }

    [Fact]
    public void SignsOfPatternsInNamesAreNoObstacle()
    {
        Write("a{{x}} it's [1]_c{0}_p{1}_t{2}.tif");
        Assert.Equal(2, Pasted(Assert.Single(Hints())).Sequences.Count);
    }

    [Fact]
    public void FoldersOfOtherNamesAreSaidByThemselvesAndAFewAtMost()
    {
        _folder.Write("x/a_c0_t0.tif", "x/a_c0_t1.tif", "x/a_c1_t0.tif", "x/a_c1_t1.tif", "y/t1.tif", "y/t2.tif");
        Assert.Contains("'a_c{channel}_t{frame}'", Assert.Single(Hints()), StringComparison.Ordinal);
    }

    [Fact]
    public void FoldersBeyondAFewAreCounted()
    {
        for (var folder = 0; folder < 8; folder++)
            _folder.Write(
                from c in new[] { 0, 1 }
                from t in new[] { 0, 1 }
                select $"f{folder}/{string.Concat(Enumerable.Repeat("x_", folder))}a_c{c}_t{t}.tif"
            );
        var remarks = FrameSequences.Search(_folder.Path).Remarks;
        Assert.Equal(5, Hints().Length);
        Assert.Contains(
            remarks,
            r =>
                r.StartsWith("the files of 3 more folders", StringComparison.Ordinal)
                && r.Contains("'f5', 'f6', 'f7'", StringComparison.Ordinal)
        );
        Assert.Equal(6, remarks.Count);
    }

    [Theory]
    [InlineData("img_T={2}_C={0}.tif", "img_T={frame}_C={channel}")]
    [InlineData("img_C={0}_T={2}.tif", "img_C={channel}_T={frame}")]
    [InlineData("T={2} C={0}.tif", "T={frame} C={channel}")]
    public void LettersBeforeAnEqualsSignCount(string names, string pattern)
    {
        _folder.Write(from c in new[] { 0, 1 } from t in new[] { 0, 1, 2 } select string.Format(null, names, c, 0, t));
        Assert.Contains($"'{pattern}' --channel 0", Assert.Single(Hints()), StringComparison.Ordinal);
        Assert.Equal([0, 1, 2], Assert.Single(Pasted(Hints()[0]).Sequences).Indices);
    }

    [Theory]
    [InlineData("A1_1 B2_1", 2)]
    [InlineData("A1_1 A2_1", 2)]
    [InlineData("A1_1 A1_2", 2)]
    [InlineData("A1_1 A1_2 A10_1 A10_2", 4)]
    [InlineData("A1_1 A1_2 B2_1 B2_2", 4)]
    public void WellsOfOneFolderWhoseFilesHaveTimes(string wells, int videos)
    {
        _folder.Write(from well in wells.Split(' ') from hour in new[] { 0, 1, 2 } select $"{well}_00d0{hour}h00m.tif");
        var found = Pasted(Assert.Single(Hints())).Sequences;
        Assert.Equal(videos, found.Count);
        Assert.All(found, s => Assert.Equal(3, s.Frames.Count));
    }

    [GeneratedRegex("--names '(?<names>[^']*)'( --channel (?<channel>[0-9]+))?( --plane (?<plane>[0-9]+))?", RegexOptions.ExplicitCapture)]
    private static partial Regex Said();
}
