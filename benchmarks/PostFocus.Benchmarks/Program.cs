using System.CommandLine;
using PostFocus.Benchmarks.HeldOut;
using PostFocus.Benchmarks.Speed;

var root = new RootCommand("Benchmarks of PostFocus.") { HeldOutBenchmark.Create(), SpeedBenchmark.Create() };
return await root.Parse(args).InvokeAsync();
