using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PostFocus.Cli.Tests.Testing;

/// <summary>A real Slurm of two nodes on this machine, without anything of the system's: no services, control groups or keys.</summary>
internal sealed class SlurmCluster : IDisposable
{
    private static readonly string[] s_nodes = ["n1", "n2"];
    private static readonly string[] s_programs = ["slurmctld", "slurmd", "sbatch", "squeue", "scontrol"];

    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, Process> _daemons = [];

    private SlurmCluster()
    {
        var host = Environment.MachineName;
        Directory.CreateDirectory(_folder["state"]);
        File.WriteAllLines(
            Configuration,
            [
                "ClusterName=test",
                $"SlurmctldHost={host}(127.0.0.1)",
                $"SlurmctldPort={FreePort()}",
                "AuthType=auth/none",
                "CredType=cred/none",
                // A task that was killed begins anew so many seconds later.
                "AuthInfo=cred_expire=5",
                $"SlurmUser={Environment.UserName}",
                $"SlurmdUser={Environment.UserName}",
                $"StateSaveLocation={_folder["state"]}",
                $"SlurmdSpoolDir={_folder["spool.%n"]}",
                $"SlurmctldPidFile={_folder["slurmctld.pid"]}",
                $"SlurmdPidFile={_folder["slurmd.%n.pid"]}",
                $"SlurmctldLogFile={_folder["slurmctld.log"]}",
                $"SlurmdLogFile={_folder["slurmd.%n.log"]}",
                "ProctrackType=proctrack/linuxproc",
                "TaskPlugin=task/none",
                "SelectType=select/cons_tres",
                "SelectTypeParameters=CR_CPU",
                "SchedulerType=sched/builtin",
                "SchedulerParameters=sched_interval=1",
                "SlurmdParameters=config_overrides",
                // Seconds without a word from a node until it counts as lost.
                "SlurmdTimeout=8",
                "ReturnToService=2",
                "JobAcctGatherType=jobacct_gather/none",
                "AccountingStorageType=accounting_storage/none",
                "KillWait=1",
                .. s_nodes.Select(node =>
                    $"NodeName={node} NodeHostname={host} NodeAddr=127.0.0.1 Port={FreePort()} CPUs=1 RealMemory=4000 State=UNKNOWN"
                ),
                "PartitionName=wells Nodes=ALL Default=YES State=UP",
            ]
        );
        Start("slurmctld", "-D", "-c");
        foreach (var node in s_nodes)
            StartNode(node);
    }

    /// <summary>Names the configuration, in the environment of whatever shall find this cluster.</summary>
    public Dictionary<string, string> Variables => new() { ["SLURM_CONF"] = Configuration };

    private string Configuration => _folder["slurm.conf"];

    /// <summary>A cluster whose nodes are ready, or the test is skipped where there is no Slurm.</summary>
    public static async Task<SlurmCluster> StartOrSkip(CancellationToken cancellation)
    {
        Assert.SkipUnless(
            s_programs.All(program => Find(program) is not null),
            "There is no Slurm here: apt-get install slurmctld slurmd slurm-client."
        );
        var cluster = new SlurmCluster();
        try
        {
            await Wait(async () => await cluster.Ask("sinfo", "--noheader", "--format=%T %D", "--states=idle") == "idle 2", cancellation);
            return cluster;
        }
        catch
        {
            cluster.Dispose();
            throw;
        }
    }

    /// <summary>What a program of Slurm writes; empty where it fails, as it may as long as the cluster begins.</summary>
    public async Task<string> Ask(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output.Trim();
    }

    public void StartNode(string node) => Start("slurmd", "-D", "-N", node);

    /// <summary>As if it lost its power: the node's daemon dies, and a program that runs there with all that started it.</summary>
    /// <param name="node">The node.</param>
    /// <param name="program">The process of a job.</param>
    public void Lose(string node, int program)
    {
        Kill(_daemons[node]);
        // From above: what is left alive would tell the controller that its child has ended.
        var family = new Stack<int>();
        for (var process = program; process > 1 && process != Environment.ProcessId; process = ParentOf(process))
            family.Push(process);
        foreach (var process in family.Where(p => p != program).Append(program))
            Process.GetProcessById(process).Kill();
    }

    /// <summary>Returns when something is so.</summary>
    public static async Task Wait(Func<Task<bool>> isSo, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        enough.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await isSo())
            await Task.Delay(100, enough.Token);
    }

    public void Dispose()
    {
        foreach (var daemon in _daemons.Values)
        {
            Kill(daemon);
            daemon.Dispose();
        }
        _folder.Dispose();
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
    }

    private static int ParentOf(int process) =>
        int.Parse(
            File.ReadLines($"/proc/{process}/status").First(line => line.StartsWith("PPid:", StringComparison.Ordinal))[5..],
            CultureInfo.InvariantCulture
        );

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(Find(program)!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        _daemons[arguments[^1]] = process;
    }

    private static string? Find(string program) =>
        $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin"
            .Split(':')
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
