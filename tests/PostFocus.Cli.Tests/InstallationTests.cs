namespace PostFocus.Cli.Tests;

/// <summary>A program that was copied without all that belongs to it.</summary>
public sealed class InstallationTests
{
    [Fact]
    public void AMissingNativeLibraryIsNamedWithWhatToDo()
    {
        var missing = new DllNotFoundException(
            "Unable to load shared library 'onnxruntime' or one of its dependencies. In order to help diagnose\nuse strace"
        );
        var told = Installation.Missing(new TypeInitializationException("NativeMethods", new InvalidOperationException("inner", missing)));
        Assert.StartsWith(
            "A library of the program cannot be loaded: Unable to load shared library 'onnxruntime' or one of its dependencies. Copy",
            told,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AMissingAssemblyIsNamed() =>
        Assert.StartsWith(
            "A library of the program is missing: CsvHelper.dll. Copy",
            Installation.Missing(new FileNotFoundException("no", "CsvHelper, Version=34.0.0.0, Culture=neutral")),
            StringComparison.Ordinal
        );

    [Fact]
    public void AMissingFileOfTheUsersIsNone()
    {
        Assert.Null(Installation.Missing(new FileNotFoundException("no", "/data/a, b.tif")));
        Assert.Null(Installation.Missing(new InvalidOperationException("no")));
    }
}
