using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PostFocus.Cli.Journal;
using PostFocus.Cli.Results;
using PostFocus.Imaging;
using PostFocus.Imaging.Storage;

namespace PostFocus.Cli.Shards;

/// <summary>A run that several processes share, as the file of <c>postfocus plan</c> holds it: all that they must agree on.</summary>
/// <param name="Input">What is restored: a full path.</param>
/// <param name="Options">Those of <c>postfocus run</c>, as they would be given there.</param>
/// <param name="Settings">All that changes the results: program, model and options, as the journal of a run has it.</param>
/// <param name="Shards">What each process does; at least one.</param>
internal sealed record ShardPlan(string Input, IReadOnlyList<string> Options, IReadOnlyList<Fact> Settings, IReadOnlyList<Shard> Shards)
{
    private const int IdentityDigits = 12;

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>The same for the same plan, wherever its file is, and for no other.</summary>
    public string Identity() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ToText())))[..IdentityDigits];

    /// <summary>What its file holds.</summary>
    public string ToText() => $"{JsonSerializer.Serialize(this, s_json)}\n";

    /// <exception cref="FrameFormatException">There is none, or it is no plan.</exception>
    public static ShardPlan Read(string path)
    {
        ShardPlan? plan;
        try
        {
            RegularFile.Check(path, null);
            plan = JsonSerializer.Deserialize<ShardPlan>(File.ReadAllText(path), s_json);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new FrameFormatException(path, null, $"it cannot be read ({e.Message}) Name the file that 'postfocus plan' wrote.", e);
        }
        catch (JsonException e)
        {
            throw new FrameFormatException(path, null, $"it is no plan ({e.Message}) Take the file as 'postfocus plan' wrote it.", e);
        }
        return
            plan is { Shards.Count: > 0, Settings.Count: > 0 }
            && plan.Shards.All(shard => shard.Units.Count > 0)
            && plan.Shards.SelectMany(shard => shard.Units).CountBy(unit => unit.Name).All(name => name.Value == 1)
            ? plan
            : throw new FrameFormatException(path, null, "it is no plan. Take the file as 'postfocus plan' wrote it.");
    }

    /// <summary>Passes where the input is still what the plan was made of.</summary>
    /// <param name="units">All that there is to do now.</param>
    /// <param name="looked">Names of those whose files are looked at, too.</param>
    /// <exception cref="PostFocusException">It is not: the message says what is another.</exception>
    public void RequireInput(IReadOnlyList<WorkUnit> units, IReadOnlySet<string> looked)
    {
        var planned = Shards.SelectMany(shard => shard.Units).ToDictionary(unit => unit.Name);
        foreach (var unit in units)
        {
            if (!planned.Remove(unit.Name, out var then))
                throw Changed($"{unit.Name} is new");
            var now = looked.Contains(unit.Name) ? PlannedUnit.Of(unit) : then with { Frames = PlannedUnit.FramesOf(unit) };
            if (now != then)
                throw Changed($"{unit.Name} had {Size(then)} then, and has {Size(now)} now");
        }
        if (planned.Count > 0)
            throw Changed($"{planned.Keys.First()} is gone");

        static string Size(PlannedUnit unit) => $"{Phrasing.Count(unit.Frames, "frame")} of {unit.Bytes} bytes";
    }

    private PostFocusException Changed(string what) =>
        new($"'{Input}' changed after the plan was made: {Wording.Shown(what)}. Make a new plan, and give it a new --out.");
}
