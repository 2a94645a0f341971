using System.Diagnostics;
using System.Text.RegularExpressions;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>A page as a browser without a window shows it.</summary>
/// <param name="Dom">The document after its scripts ran.</param>
/// <param name="Console">Lines of the console.</param>
internal sealed partial record Chromium(string Dom, string[] Console)
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome"];

    /// <summary>Opens a page; skips the test where there is no browser.</summary>
    /// <param name="page">The file.</param>
    /// <param name="script">Runs at its end, and may change the document; null for pages that allow none.</param>
    public static async Task<Chromium> OpenOrSkip(string page, string? script)
    {
        var program = s_names
            .SelectMany(
                name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
                (name, folder) => Path.Combine(folder, name)
            )
            .FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "There is no Chromium here (Debian: apt-get install --no-install-recommends chromium).");
        using var folder = new TemporaryFolder();
        var html = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            folder["page.html"],
            script is null ? html : html.Replace("</body>", $"<script>{script}</script></body>", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        return await Open(program!, new Uri(folder["page.html"]).AbsoluteUri, folder.Path);
    }

    private static async Task<Chromium> Open(string program, string address, string profile)
    {
        var start = new ProcessStartInfo(
            program,
            [
                "--headless",
                "--no-sandbox", // which root cannot have
                "--disable-gpu",
                "--disable-dev-shm-usage",
                $"--user-data-dir={Path.Combine(profile, "profile")}",
                "--enable-logging=stderr",
                "--virtual-time-budget=2000",
                "--window-size=1280,900",
                "--dump-dom",
                address,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var dom = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new(dom, [.. (await error).Split('\n').Where(line => ConsoleLine().IsMatch(line))]);
    }

    [GeneratedRegex(@":CONSOLE[:(]")]
    private static partial Regex ConsoleLine();
}
