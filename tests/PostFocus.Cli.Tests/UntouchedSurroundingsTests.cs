using System.Security.Cryptography;
using System.Text;
using CsCheck;
using PostFocus.Cli.Tests.Testing;
using PostFocus.Imaging.Files;

namespace PostFocus.Cli.Tests;

/// <summary>Whatever files are called and manifests say, a run writes into --out and nowhere else.</summary>
public sealed class UntouchedSurroundingsTests
{
    private static readonly string[] s_plain = ["a", "b", "c", "a_t1", "b_t2"];

    private static readonly string[] s_hostile =
    [
        "A",
        "..",
        ".",
        "...",
        " ",
        "-",
        "frames.csv",
        "Frames.CSV",
        "reports",
        ".postfocus.lock",
        "run.journal",
        ".postfocus.holder",
        "overview.png",
        "CON",
        "nul",
        "caf\u00E9",
        "cafe\u0301",
        "\u212B",
        "a\\..\\..\\b",
        "C:\\b",
        "=1+1",
        "a\u202Eb",
        "a\nb",
        "\0",
        "a\0b",
        new string('n', 251),
        new string('n', 300),
        new string('ä', 125),
    ];

    private static readonly string[] s_patterns = ["", "{well}", "{well}_t{frame}", "{day}/{well}", "*{well}{frame}"];

    private static readonly Gen<string> s_name = Gen.Frequency((6, OneOf(s_plain)), (2, OneOf(s_hostile)), (1, Gen.String[1, 6]));

    private static readonly Gen<string> s_path = Gen.Select(
            s_name.Array[1, 3],
            Gen.Frequency((6, Gen.Const("")), (1, Gen.Const("/")), (1, Gen.Const("../../")), (1, Gen.Const("ROOT/")))
        )
        .Select((parts, start) => start + string.Join('/', parts));

    private static readonly Gen<(string[] Files, (int File, string Path, string Sequence)[] Rows, int Out, string Pattern)> s_case =
        Gen.Select(
            s_path.Array[1, 4],
            // Most rows name a file that is there.
            Gen.Select(Gen.Int[0, 7], s_path, s_path).Array[0, 4],
            Gen.Int[0, 4],
            OneOf(s_patterns)
        );

    [Fact]
    [Trait("Speed", "Slow")]
    public Task WhateverNamesAndManifestsSayNothingOutsideOfOutIsCreatedOrChanged() =>
        s_case.SampleAsync(
            async given =>
            {
                using var folder = new TemporaryFolder();
                // Deep enough for some '..'.
                string root = folder["1/2/3"],
                    input = Path.Combine(root, "in");
                WriteAround(root);
                string[] files = [.. given.Files.Select(name => Write(input, Rooted(name))).OfType<string>()];
                var source = given.Rows.Length == 0 ? input : Path.Combine(root, "in/m.csv");
                if (given.Rows.Length > 0)
                {
                    string[] known = [.. files, "good.tif", "link.tif", "away/t.tif", "../elsewhere/t.tif"];
                    await File.WriteAllLinesAsync(
                        source,
                        [
                            "path,sequence,frame",
                            .. given.Rows.Select(
                                (row, i) =>
                                    $"{Quoted(row.File < known.Length ? known[row.File] : Rooted(row.Path))},{Quoted(Rooted(row.Sequence))},{i}"
                            ),
                        ]
                    );
                }
                var outFolder = Path.Combine(root, new[] { "out", "in/../out", "in/out", "link/out", "in/away/out" }[given.Out]);
                string[] pattern = given.Pattern.Length > 0 && given.Rows.Length == 0 ? ["--names", given.Pattern] : [];

                var before = Around(folder["."], outFolder);
                var run = await Postfocus.Restore(source, outFolder, pattern);
                Assert.NotEqual(ExitCodes.Defect, run.ExitCode);
                Assert.Equal(before, Around(folder["."], outFolder));

                string Rooted(string path) => path.Replace("ROOT", root, StringComparison.Ordinal);
            },
            iter: 120
        );

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>What lies around: files of other people, and links to them.</summary>
    private static void WriteAround(string root)
    {
        TestFrames.WriteTiffs(Path.Combine(root, "in/ok"), TestFrames.Alternating(2));
        FrameFile.WriteTiff(Path.Combine(root, "in/good.tif"), [TestFrames.Bright(3)]);
        FrameFile.WriteTiff(Path.Combine(root, "elsewhere/t.tif"), [TestFrames.Dark(9)]);
        File.WriteAllText(Path.Combine(root, "frames.csv"), "somebody else's");
        Directory.CreateDirectory(Path.Combine(root, "reports"));
        File.CreateSymbolicLink(Path.Combine(root, "in/link.tif"), Path.Combine(root, "elsewhere/t.tif"));
        Directory.CreateSymbolicLink(Path.Combine(root, "in/away"), Path.Combine(root, "elsewhere"));
        Directory.CreateSymbolicLink(Path.Combine(root, "link"), Path.Combine(root, "elsewhere"));
    }

    /// <summary>A frame under that name in the input, where there can be one.</summary>
    private static string? Write(string input, string name)
    {
        name += ".tif";
        var path = Path.GetFullPath(name.Replace("\0", "", StringComparison.Ordinal), input);
        if (
            name.Contains('\0', StringComparison.Ordinal)
            || !path.StartsWith(input + "/", StringComparison.Ordinal)
            || name.Split('/').Any(part => Encoding.UTF8.GetByteCount(part) > 255)
            || Path.Exists(path)
        )
            return null;
        try
        {
            FrameFile.WriteTiff(path, [TestFrames.Bright(name.Length)]);
            return name;
        }
        catch (IOException)
        {
            // A file stands where a folder would be.
            return null;
        }
    }

    private static string Quoted(string field) => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>All that lies in a folder but for another: files by their SHA-256, folders, links by where they lead.</summary>
    private static SortedDictionary<string, string> Around(string folder, string but)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var left = Real(but);
        Look(folder);
        return found;

        void Look(string at)
        {
            foreach (var entry in new DirectoryInfo(at).EnumerateFileSystemInfos())
            {
                if (Real(entry.FullName) == left && entry.LinkTarget is null)
                    continue;
                found[entry.FullName] =
                    entry.LinkTarget
                    ?? (entry is DirectoryInfo ? "folder" : Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName))));
                if (entry is DirectoryInfo && entry.LinkTarget is null)
                    Look(entry.FullName);
            }
        }

        static string Real(string path)
        {
            path = Path.GetFullPath(path);
            var parent = Path.GetDirectoryName(path)!;
            return Path.Combine(
                new DirectoryInfo(parent).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? parent,
                Path.GetFileName(path)
            );
        }
    }
}
