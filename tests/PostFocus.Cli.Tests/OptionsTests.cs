using System.CommandLine;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests;

/// <summary>Every option of every verb, whichever there are: what a bad value of it says.</summary>
public sealed class OptionsTests : IDisposable
{
    /// <summary>Those that take any number of their type.</summary>
    private static readonly string[] s_anyNumber = ["--seed", "--plane"];

    /// <summary>What an option cannot be judged without; where it is named, the verb's usual data are left out.</summary>
    private static readonly Dictionary<string, string> s_company = new()
    {
        ["--in-focus"] = "--stack {stack} --offsets 1",
        ["--offsets"] = "--stack {stack} --in-focus 1",
        ["--stack"] = "--in-focus 1 --offsets 1",
        ["--channel"] = "--stack {stack} --in-focus 1 --offsets 1",
        ["--axes"] = "--stack {stack} --in-focus 1 --offsets 1",
        ["--register"] = "--stack {stack} --in-focus 1 --offsets 1",
        ["--max-shift"] = "--stack {stack} --in-focus 1 --offsets 1",
        ["--pairs"] = "",
        ["--data"] = "",
        ["--wrong-neighbours"] = "--neighbours --data {manifest}",
    };

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Options()
    {
        var options = new TheoryData<string, string>();
        AddOf(CommandLine.Create(), "");
        return options;

        void AddOf(Command command, string verb)
        {
            foreach (var option in command.Options.Where(o => verb.Length > 0 && o is not System.CommandLine.Help.HelpOption))
                options.Add(verb, option.Name);
            foreach (var below in command.Subcommands)
                AddOf(below, $"{verb} {below.Name}".TrimStart());
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Options))]
    [Trait("Speed", "Slow")]
    public async Task ABadValueIsRefusedInALineThatNamesTheOption(string verb, string name)
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        PostFocus.Imaging.Files.FrameFile.WriteTiff(_folder["stack.tif"], TestFrames.Alternating(3));
        await File.WriteAllTextAsync(
            _folder["truth.csv"],
            "path,sequence,frame,out_of_focus,reference_path\nin/t0.tif,a,0,false,in/t0.tif\nin/t1.tif,a,1,true,in/t0.tif\n",
            TestContext.Current.CancellationToken
        );
        var option = Find(verb, name);
        var isNumber = IsNumber(option.ValueType, out var isWhole);

        foreach (
            var bad in isNumber ? ["abc", "", "0,5"]
            : option.ValueType == typeof(bool) ? ["maybe"]
            : new[] { "" }
        )
            await IsRefused(bad);
        if (isNumber && !s_anyNumber.Contains(name))
        {
            await IsRefused(isWhole ? "-2000000000" : "-1e300");
            if (!isWhole)
                await IsRefused("NaN");
        }

        async Task IsRefused(string bad)
        {
            var run = await Postfocus.Run([.. Arguments(verb, option, bad)]);
            // A flag takes no value, so that the value is what cannot be understood.
            run.IsRefusedNaming(option.ValueType == typeof(bool) ? bad : name);
            Assert.InRange(run.Error.TrimEnd().Split('\n').Length, 1, 3);
            Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
            Assert.False(Path.Exists(_folder["out"]), run.Error);
        }
    }

    [Theory]
    [InlineData("run {in} --pixel 0,65", "--pixel", "decimal point")]
    [InlineData("run {in} --samples 2.5", "--samples is '2.5': give a whole number.")]
    [InlineData("run {in} --seed -1", "--seed is '-1': give a whole number from 0 on.")]
    [InlineData("run {in} --sampler best", "--sampler: Argument 'best' not recognized. Must be one of: 'ddim'")]
    [InlineData("run {in} --samples 101", "--samples must lie between 1 and 100")]
    [InlineData("run {in} --neighbour-correlation 1.1", "--neighbour-correlation must lie between -1 and 1")]
    [InlineData("run {in} --axes XY", "--axes: 'XY' is not an order of axes")]
    [InlineData("run {in} --names frame", "--names: 'frame' is not a pattern")]
    [InlineData("run {in} --names {frame} --timing all", "--names and --timing")]
    [InlineData("run {in} --camera-offset NaN", "--camera-offset must lie between -1000000000000 and 1000000000000 counts")]
    [InlineData("run {in} --camera-offset 1e9", "Sequence 'in'", "camera offset")]
    [InlineData("train restorer --data {manifest} --multipliers 1 2 99", "--multipliers[2] must lie between 1 and 16")]
    [InlineData("train restorer --data {manifest} --crop 65", "--crop must be a multiple of")]
    [InlineData("train restorer --data {manifest} --patience 1", "--patience needs wells")]
    [InlineData("train classifier --data {manifest} --class-weights -1 1", "--class-weights[0] must lie between 0 and 1000")]
    [InlineData("train classifier --data {empty}", "no frames")]
    [InlineData("train classifier --pairs {in} {in}", "in focus and as one out of focus")]
    [InlineData("simulate videos --cells-per-well 5 3", "--cells-per-well must lie between 5 and 20")]
    [InlineData("simulate videos --oof-videos 1.5", "--oof-videos must lie between 0 and 0.999")]
    [InlineData("simulate pairs --layout timing", "--layout timing goes with --bits 8")]
    [Trait("Speed", "Slow")]
    public async Task ValuesThatTheLibrariesRefuseAreToldByTheNamesOfTheOptions(string args, params string[] words)
    {
        TestFrames.WriteTiffs(_folder["in"], TestFrames.Alternating(2));
        await File.WriteAllTextAsync(
            _folder["truth.csv"],
            "path,sequence,frame,out_of_focus,reference_path\nin/t0.tif,a,0,false,in/t0.tif\nin/t1.tif,a,1,true,in/t0.tif\n",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(_folder["empty.csv"], "path\n", TestContext.Current.CancellationToken);
        var run = await Postfocus.Run([.. args.Split(' ').Select(Filled), "--out", _folder["out"]]);
        run.IsRefusedNaming(words);
    }

    private List<string> Arguments(string verb, Option option, string bad)
    {
        var company =
            s_company.GetValueOrDefault(option.Name) is { } needed && verb.StartsWith("train", StringComparison.Ordinal) ? needed
            : verb.StartsWith("train", StringComparison.Ordinal) ? "--data {manifest}"
            : "";
        List<string> args = [.. verb.Split(' '), .. Words(company)];
        if (verb is "run" or "check" or "plan" or "adapt" or "yield" or "segment" or "best-plane" or "evaluate")
            args.Add(_folder["in"]);
        if (verb is "export-onnx" or "gather" || verb.StartsWith("slurm", StringComparison.Ordinal))
            args.Add(BrightnessModel.Zip);
        foreach (var required in Find(verb).Options.Where(o => o.Required && o.Name != option.Name))
            args.AddRange([required.Name, required.Name == "--out" ? _folder["out"] : BrightnessModel.Zip]);
        args.AddRange([option.Name, .. Enumerable.Repeat(bad, Math.Max(1, option.Arity.MinimumNumberOfValues))]);
        return args;
    }

    private IEnumerable<string> Words(string company) => company.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Filled);

    private string Filled(string word) =>
        word switch
        {
            "{in}" => _folder["in"],
            "{stack}" => _folder["stack.tif"],
            "{manifest}" => _folder["truth.csv"],
            "{empty}" => _folder["empty.csv"],
            _ => word,
        };

    private static Command Find(string verb) =>
        verb.Split(' ')
            .Aggregate<string, Command>(CommandLine.Create(), (command, name) => command.Subcommands.Single(c => c.Name == name));

    private static Option Find(string verb, string name) => Find(verb).Options.Single(o => o.Name == name);

    private static bool IsNumber(Type type, out bool isWhole)
    {
        var one = type.IsArray ? type.GetElementType()! : type;
        one = Nullable.GetUnderlyingType(one) ?? one;
        isWhole = one == typeof(int) || one == typeof(long) || one == typeof(ulong);
        return isWhole || one == typeof(double) || one == typeof(float);
    }
}
