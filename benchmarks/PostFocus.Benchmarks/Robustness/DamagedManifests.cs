using System.Text;
using PostFocus.Imaging.Sequences;

namespace PostFocus.Benchmarks.Robustness;

/// <summary>Manifests that nobody meant: damaged bytes, and lines put together from what is hard to read.</summary>
/// <param name="scratch">An empty folder.</param>
internal sealed class DamagedManifests(string scratch)
{
    private static readonly string[] s_columns =
    [
        "path",
        "sequence",
        "frame",
        "out_of_focus",
        "reference_path",
        "defocus_um",
        "pixel_um",
        "mask_path",
        "PATH",
        "frames",
        "",
    ];

    private static readonly string[] s_fields =
    [
        "a.tif",
        "b.tif",
        "../a.tif",
        "/etc/passwd",
        "C:\\x\\a.tif",
        "..\\..\\a.tif",
        "a/../../b.tif",
        "",
        " ",
        "well",
        "../../evil",
        "/evil",
        "a/b",
        "a//b",
        ".",
        "..",
        "con",
        "frames.csv",
        "reports",
        "0",
        "1",
        "-1",
        "1e9",
        "2147483648",
        "99999999999999999999",
        "0.5",
        "NaN",
        "Infinity",
        "true",
        "false",
        "TRUE",
        "yes",
        "\"quoted \"\"name\"\"\"",
        "\"",
        "\"never closed",
        "=1+1",
        "\0",
        "\t",
        "\u202Eevil",
        "é",
        "e\u0301",
        "💡",
        new string('n', 300),
        "a,b",
    ];

    public void Run(Tally tally, int count, Random random)
    {
        var path = Path.Combine(Directory.CreateDirectory(scratch).FullName, "m.csv");
        for (var i = 0; i < count; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Text(random));
            File.WriteAllBytes(path, random.Next(2) == 0 ? ByteMutation.Of(bytes, random, bytes.Length) : bytes);
            tally.Count(() =>
            {
                foreach (var sequence in FrameSequences.Find(path))
                    if (sequence.Frames.Count == 0 || Path.IsPathRooted(sequence.Name) || sequence.Name.Split('/', '\\').Contains(".."))
                        throw new InvalidOperationException("A manifest gave a sequence without frames, or one whose name is a path.");
            });
        }
    }

    private static string Text(Random random)
    {
        var newLine = random.Next(4) switch
        {
            0 => "\r\n",
            1 => "\r",
            _ => "\n",
        };
        string[] columns =
            random.Next(3) == 0 ? ["path", "sequence", "frame"] : [.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Of(s_columns))];
        var text = new StringBuilder(random.Next(5) == 0 ? "\uFEFF" : "").AppendJoin(',', columns).Append(newLine);
        for (var row = random.Next(6); row > 0; row--)
            text.AppendJoin(',', columns.Select(_ => Of(s_fields))).Append(newLine);
        return text.ToString();

        string Of(string[] values) => values[random.Next(values.Length)];
    }
}
