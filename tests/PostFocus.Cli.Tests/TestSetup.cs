// Runs share two cores with ONNX Runtime, and libtorch has one number of threads per process.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
