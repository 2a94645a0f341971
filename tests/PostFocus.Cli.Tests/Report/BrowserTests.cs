using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using PostFocus.Cli.Tests.Testing;

namespace PostFocus.Cli.Tests.Report;

[Trait("Speed", "Slow")]
public sealed partial class BrowserTests : IDisposable
{
    // Of a name on a disk: the '/' is between two folders.
    private const string Hostile = "<script>document.title='taken'</script>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task ThePageAsksForNothingAndLogsNoErrorAndNoNameBecomesMarkup()
    {
        var page = await Page(
            """
            const result = {
              title: document.title,
              scripts: document.scripts.length,
              requests: performance.getEntriesByType('resource').filter(entry => !entry.name.startsWith('data:')).length,
              outside: [...document.querySelectorAll('[src], link[href]')].filter(e => !(e.src ?? e.href).startsWith('data:')).length,
              names: [...document.querySelectorAll('#sequences tbody th')].map(cell => cell.textContent).sort(),
              pictures: [...document.images].map(image => image.naturalWidth),
              unlabelled: [...document.querySelectorAll('img:not([alt]), svg:not([aria-label]):not([aria-hidden]), button:not([aria-label]):empty')].length,
              headings: [...document.querySelectorAll('h1, h2')].map(heading => heading.tagName).slice(0, 2),
            };
            """
        );
        Assert.Empty(page.Console);
        Assert.Equal("in: PostFocus report", page.Result.GetProperty("title").GetString());
        // The page's two, and the test's.
        Assert.Equal(3, page.Result.GetProperty("scripts").GetInt32());
        Assert.Equal(0, page.Result.GetProperty("requests").GetInt32());
        Assert.Equal(0, page.Result.GetProperty("outside").GetInt32());
        Assert.Equal([Hostile, "zz"], Texts(page.Result, "names"));
        Assert.Equal([200, 200, 200, 200], page.Result.GetProperty("pictures").EnumerateArray().Select(width => width.GetInt32()));
        Assert.Equal(0, page.Result.GetProperty("unlabelled").GetInt32());
        Assert.Equal(["H1", "H2"], Texts(page.Result, "headings"));
    }

    [Fact]
    public async Task FramesAreFilteredAndOrdered()
    {
        var page = await Page(
            """
            const set = (id, value, type) => { byId(id).value = value; byId(id).dispatchEvent(new Event(type)); };
            const shown = () => [...document.querySelectorAll('.strip')].filter(strip => !strip.hidden).map(strip => `${strip.dataset.sequence} ${strip.dataset.frame}`);
            const result = { all: shown() };
            set('filter-name', 'ZZ', 'input');
            result.named = shown();
            set('filter-verdict', 'accepted', 'change');
            result.accepted = shown();
            result.said = byId('shown').textContent;
            set('filter-name', '', 'input');
            set('filter-verdict', '', 'change');
            set('order', 'sequence', 'change');
            result.bySequence = shown();
            const names = () => [...document.querySelectorAll('#sequences tbody th')].map(cell => cell.textContent);
            const header = document.querySelector('#sequences thead th');
            header.querySelector('button').click();
            result.ascending = names();
            result.sort = header.getAttribute('aria-sort');
            header.querySelector('button').click();
            result.descending = names();
            """
        );
        Assert.Empty(page.Console);
        // Rejected first.
        Assert.Equal(["1", "1", "3", "3"], Texts(page.Result, "all").Select(name => name[^1..]));
        Assert.Equal(["zz 1", "zz 3"], Texts(page.Result, "named"));
        Assert.Equal(["zz 3"], Texts(page.Result, "accepted"));
        Assert.Equal("1 of 4 shown", page.Result.GetProperty("said").GetString());
        Assert.Equal([$"{Hostile} 1", $"{Hostile} 3", "zz 1", "zz 3"], Texts(page.Result, "bySequence"));
        Assert.Equal([Hostile, "zz"], Texts(page.Result, "ascending"));
        Assert.Equal(["zz", Hostile], Texts(page.Result, "descending"));
        Assert.Equal("ascending", page.Result.GetProperty("sort").GetString());
    }

    [Fact]
    public async Task APictureOpensWithASliderAndTheMapIsReadByKeys()
    {
        var page = await Page(
            """
            const result = {};
            const key = name => map.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
            key('ArrowDown');
            key('ArrowRight');
            result.cell = byId('map-cell').textContent;
            key('Enter');
            result.focused = document.activeElement.closest('.strip').querySelector('h3').textContent;
            document.activeElement.click();
            result.open = dialog.open;
            result.title = byId('compare-title').textContent;
            byId('zoom').value = '2';
            byId('zoom').dispatchEvent(new Event('change'));
            result.width = byId('restored').style.width;
            byId('wipe').value = 25;
            byId('wipe').dispatchEvent(new Event('input'));
            result.clip = getComputedStyle(byId('restored')).clipPath;
            byId('close').click();
            result.closed = !dialog.open;
            """
        );
        Assert.Empty(page.Console);
        Assert.Equal("zz, frame 1: restored, rejected", page.Result.GetProperty("cell").GetString());
        Assert.Equal("zz, frame 1", page.Result.GetProperty("focused").GetString());
        Assert.Equal("zz, frame 1", page.Result.GetProperty("title").GetString());
        Assert.Equal("80px", page.Result.GetProperty("width").GetString());
        Assert.Equal("inset(0px 0px 0px 75%)", page.Result.GetProperty("clip").GetString());
        Assert.True(page.Result.GetProperty("open").GetBoolean());
        Assert.True(page.Result.GetProperty("closed").GetBoolean());
    }

    /// <summary>The page of a run of two sequences, in a browser; a script leaves its findings in <c>result</c>.</summary>
    private async Task<(JsonElement Result, string[] Console)> Page(string script)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such names.");
        foreach (var name in new[] { "zz", Hostile })
            TestFrames.WriteTiffs(
                _folder[$"in/{name}"],
                [TestFrames.At(0.1, 0), TestFrames.At(0.6, 1), TestFrames.At(0.1, 2), TestFrames.At(0.9, 3)]
            );
        GatedModel.Save(_folder["gated.zip"], BrightnessModel.Zip, _folder["in/zz"]);
        var run = await Postfocus.Run([
            "run",
            _folder["in"],
            "--out",
            _folder["out"],
            "--model",
            _folder["gated.zip"],
            "--samples",
            "2",
            "--steps",
            "1",
        ]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var shown = await Chromium.OpenOrSkip(
            _folder["out/report.html"],
            $$"""
            addEventListener('load', () => {
              {{script}}
              const found = document.createElement('pre');
              found.id = 'found';
              found.textContent = JSON.stringify(result);
              document.body.append(found);
            });
            """
        );
        var found = Found().Match(shown.Dom);
        Assert.True(found.Success, string.Join('\n', shown.Console));
        return (JsonDocument.Parse(WebUtility.HtmlDecode(found.Groups[1].Value)).RootElement, shown.Console);
    }

    private static IEnumerable<string> Texts(JsonElement result, string name) =>
        result.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    [GeneratedRegex("<pre id=\"found\">(.*?)</pre>")]
    private static partial Regex Found();
}
