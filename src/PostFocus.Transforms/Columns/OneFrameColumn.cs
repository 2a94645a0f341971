using System.Runtime.CompilerServices;
using PostFocus.Imaging;

namespace PostFocus.Transforms.Columns;

/// <summary>
/// A trainer whose options hold those of the component that it makes names the column of frames once, beside them, where other trainers
/// have it.
/// </summary>
internal static class OneFrameColumn
{
    /// <summary>Returns the component's options, unless they name another column of frames.</summary>
    /// <exception cref="ArgumentException">They do, or there are none.</exception>
    public static T Checked<T>(T options, string? name, string own, [CallerMemberName] string option = "")
        where T : class =>
        name is null or LoadedColumns.Frame || name == own
            ? Require.NotNull(options, option)
            : throw new ArgumentException(
                $"{option} names '{name}' as the column of frames. Set FrameColumnName of the trainer's own options instead; it holds for {option}, too.",
                option
            );
}
