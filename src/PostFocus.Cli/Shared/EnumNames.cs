namespace PostFocus.Cli.Shared;

/// <summary>How values of enumerations are written on the command line.</summary>
internal static class EnumNames
{
    public static string[] Of<T>()
        where T : struct, Enum => [.. Enum.GetValues<T>().Select(Of)];

    public static string Of<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
