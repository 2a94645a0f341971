using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace PostFocus.Cli.Shared;

/// <summary>
/// An option that sets properties of the libraries' option records. Ranges are theirs alone to know: where a record
/// refuses a value, the message gets the name of the option in place of the property's.
/// </summary>
internal interface ISetting
{
    string Name { get; }

    IReadOnlyList<string> Properties { get; }
}

/// <inheritdoc/>
internal sealed class Setting<T>(string name, params string[] properties) : Option<T>(name), ISetting
{
    public IReadOnlyList<string> Properties => properties;
}

/// <summary>What goes for the values of all options.</summary>
internal static partial class Settings
{
    /// <summary>Refuses what every option of a command and of those below it would misread.</summary>
    public static void Check(Command command)
    {
        foreach (var option in command.Options)
            option.Validators.Add(result => Check(result, option.Name, result.Tokens, option.ValueType));
        foreach (var argument in command.Arguments)
            argument.Validators.Add(result => Check(result, argument.Name, result.Tokens, argument.ValueType));
        foreach (var below in command.Subcommands)
            Check(below);
    }

    /// <summary>
    /// What is wrong with the arguments, where a record refused what one of the command's options sets; else null: then it is a defect.
    /// </summary>
    public static string? Refused(Command command, ArgumentException e)
    {
        ISetting[] settings = [.. command.Options.OfType<ISetting>()];
        // Of lists the element or the count is named: Multipliers[2], Multipliers.Count.
        var property = Identifier().Match(e.ParamName ?? "").Value;
        if (settings.FirstOrDefault(s => s.Properties.Contains(property)) is not { } setting)
            return null;
        var message = Identifier()
            .Replace(
                e.Message.Replace($" (Parameter '{e.ParamName}')", "", StringComparison.Ordinal).ReplaceLineEndings(" "),
                word => settings.FirstOrDefault(s => s.Properties.Contains(word.Value))?.Name ?? word.Value
            );
        return message.Contains(setting.Name, StringComparison.Ordinal) ? message : $"{setting.Name}: {message}";
    }

    /// <summary>What the parser says, without names of .NET's types and with the name of the option.</summary>
    public static string Explain(ParseError error)
    {
        if (error.SymbolResult is not OptionResult { Option: var option } result)
            return error.Message;
        if (error.Message.StartsWith("Cannot parse", StringComparison.Ordinal))
        {
            var kind = Type.GetTypeCode(Single(option.ValueType)) switch
            {
                TypeCode.UInt32 or TypeCode.UInt64 => "give a whole number from 0 on",
                TypeCode.Int32 or TypeCode.Int64 => "give a whole number",
                TypeCode.Single or TypeCode.Double => "give a number",
                _ => "it cannot be understood",
            };
            return $"{option.Name} is '{string.Join(' ', result.Tokens)}': {kind}.";
        }
        var line = string.Join(' ', error.Message.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        return line.Contains(option.Name, StringComparison.Ordinal) ? line : $"{option.Name}: {line}";
    }

    private static void Check(SymbolResult result, string name, IReadOnlyList<Token> tokens, Type type)
    {
        if (tokens.Any(token => token.Value.Length == 0))
            result.AddError($"{name} is empty.");
        if (!IsNumber(type))
            return;
        // .NET takes a comma in 0,65 for one between thousands.
        if (tokens.FirstOrDefault(token => token.Value.Contains(',', StringComparison.Ordinal)) is { } comma)
            result.AddError($"{name} is '{comma.Value}': write a decimal point, no comma, and nothing between thousands.");
        if (
            tokens.FirstOrDefault(token =>
                double.TryParse(token.Value, CultureInfo.InvariantCulture, out var number) && !double.IsFinite(number)
            ) is
            { } endless
        )
            result.AddError($"{name} is '{endless.Value}': give a finite number.");
    }

    private static bool IsNumber(Type type) => Single(type).IsPrimitive;

    /// <summary>The type of one value of an option.</summary>
    private static Type Single(Type type) => type.IsArray ? Single(type.GetElementType()!) : Nullable.GetUnderlyingType(type) ?? type;

    [GeneratedRegex(@"\w+")]
    private static partial Regex Identifier();
}
