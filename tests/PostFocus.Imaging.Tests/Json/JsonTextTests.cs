using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using PostFocus.Imaging.Json;

namespace PostFocus.Imaging.Tests.Json;

public sealed class JsonTextTests
{
    private static readonly Gen<string> s_names = Gen.Int[0, 5].Select(i => new[] { "a", "b", "c", "é", "\"", "x y" }[i]);

    private static readonly Gen<JsonNode?> s_leaves = Gen.OneOf(
        Gen.Int.Select(number => (JsonNode?)number),
        Gen.String.Select(text => (JsonNode?)new string([.. text.Where(c => !char.IsSurrogate(c))])),
        Gen.Bool.Select(flag => (JsonNode?)flag),
        Gen.Const((JsonNode?)null),
        Gen.Int.Array[0, 3].Select(numbers => (JsonNode?)new JsonArray([.. numbers.Select(n => (JsonNode)n)]))
    );

    /// <summary>Objects of a depth, with anything as members.</summary>
    private static Gen<JsonObject> Objects(int depth)
    {
        var values = depth == 0 ? s_leaves : Gen.OneOf(s_leaves, Objects(depth - 1).Select(inner => (JsonNode?)inner));
        return Gen.Dictionary(s_names, values)[0, 4]
            .Select(members => new JsonObject(members.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone()))));
    }

    /// <summary>As RFC 7396 has it, but that nothing is removed.</summary>
    [Fact]
    public void ItSaysWhatAMergeOfTheObjectsSays() =>
        Gen.Select(Objects(3), Objects(3), Gen.Bool)
            .Sample(
                (text, changes, indented) =>
                {
                    var merged = Text(JsonText.Merged(Bytes(text, indented), (JsonObject)changes.DeepClone(), 64));
                    var expected = (JsonObject)text.DeepClone();
                    Merge(expected, changes);
                    Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(merged)), merged);
                }
            );

    [Fact]
    public void AMemberThatIsAddedChangesNothingElse() =>
        Gen.Select(Objects(2), Gen.Bool)
            .Sample(
                (text, indented) =>
                {
                    var before = Bytes(text, indented);
                    var after = JsonText.Merged(before, new JsonObject { ["new"] = 1 }, 64);
                    var same = before.AsSpan().CommonPrefixLength(after);
                    Assert.Equal(before[same..], after[^(before.Length - same)..]);
                }
            );

    [Theory]
    [InlineData("{}", """{ "n": 1}""")]
    [InlineData(" {\n} ", " { \"n\": 1\n} ")]
    [InlineData("{\n  \"a\": 1.50\n}", "{\n  \"a\": 1.50,\n  \"n\": 1\n}")]
    [InlineData("""{"a": NaN, "b": [-Infinity, "NaN", Infinity]}""", """{"a": NaN, "b": [-Infinity, "NaN", Infinity],"n": 1}""")]
    [InlineData("""{"a":"é","n":{"x":[2]},"b":2,}""", """{"a":"é","n":1,"b":2,}""")]
    [InlineData("""{"a": 1,}""", """{"a": 1,"n": 1,}""")]
    [InlineData("""{"\ud800": 1}""", """{"\ud800": 1,"n": 1}""")]
    public void WhatStandsThereStays(string text, string merged) =>
        Assert.Equal(merged, Text(JsonText.Merged(Encoding.UTF8.GetBytes(text), new JsonObject { ["n"] = 1 }, 64)));

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("""{"a": """)]
    public void WhatIsNoObjectIsRefused(string text) =>
        Assert.ThrowsAny<JsonException>(() => JsonText.Merged(Encoding.UTF8.GetBytes(text), new JsonObject { ["n"] = 1 }, 64));

    private static void Merge(JsonObject text, JsonObject changes)
    {
        foreach (var (name, value) in changes)
            if (value is JsonObject inner && text[name] is JsonObject there)
                Merge(there, inner);
            else
                text[name] = value?.DeepClone();
    }

    private static byte[] Bytes(JsonObject text, bool indented) =>
        Encoding.UTF8.GetBytes(text.ToJsonString(new JsonSerializerOptions { WriteIndented = indented }));

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
