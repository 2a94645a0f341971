using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PostFocus.Trainers.Tests")]
[assembly: InternalsVisibleTo("PostFocus.Benchmarks")]
