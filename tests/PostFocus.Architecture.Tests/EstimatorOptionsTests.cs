using System.Reflection;
using Microsoft.ML;

namespace PostFocus.Architecture.Tests;

/// <summary>The options of estimators are classes within them, as those of ML.NET's own.</summary>
public class EstimatorOptionsTests
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly NullabilityInfoContext s_nullability = new();

    private static readonly Type[] s_types =
    [
        .. Directory
            .GetDirectories(Path.Combine(Repository.Root, "src"))
            .Select(project => Path.Combine(AppContext.BaseDirectory, Path.GetFileName(project) + ".dll"))
            .Where(File.Exists)
            .SelectMany(file => Assembly.LoadFrom(file).GetExportedTypes()),
    ];

    public static TheoryData<Type> Estimators => [.. s_types.Where(IsEstimator).OrderBy(type => type.Name, StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Estimators))]
    public void AnEstimatorTakesItsOwnOptions(Type estimator)
    {
        var makers = s_types.SelectMany(type => type.GetMethods(Any)).Where(method => method.ReturnType == estimator);
        var taken = estimator.GetConstructors(Any).Concat<MethodBase>(makers).SelectMany(Options).Distinct();
        Assert.All(taken, type => Assert.Equal(estimator, type.DeclaringType));
    }

    [Theory]
    [MemberData(nameof(Estimators))]
    public void OptionsOfAnEstimatorDoNotStandBesideIt(Type estimator)
    {
        string[] names = [estimator.Name, estimator.Name.Replace("Estimator", "", StringComparison.Ordinal)];
        Assert.DoesNotContain(s_types, type => type.Namespace == estimator.Namespace && names.Any(name => type.Name == name + "Options"));
    }

    [Fact]
    public void MostEstimatorsHaveOptions() =>
        Assert.True(Estimators.Count(row => row.Data.GetNestedType("Options", Any) is not null) > Estimators.Count / 2);

    /// <summary>What is given is checked where it is given, by its own name: columns, their prefix, options within options.</summary>
    [Theory]
    [MemberData(nameof(Set))]
    public void AnOptionThatCannotBeLeftOutRefusesNull(Type options, string property) => Refuses(options, property, null);

    public static TheoryData<Type, string> Set =>
        Properties(property => !property.PropertyType.IsValueType && s_nullability.Create(property).WriteState is NullabilityState.NotNull);

    [Theory]
    [MemberData(nameof(Columns))]
    public void AColumnHasAName(Type options, string property) => Refuses(options, property, "");

    public static TheoryData<Type, string> Columns =>
        Properties(property => property.Name.EndsWith("ColumnName", StringComparison.Ordinal));

    private static void Refuses(Type options, string property, string? value)
    {
        var thrown = Assert.Throws<TargetInvocationException>(() =>
            options.GetProperty(property)!.SetValue(Activator.CreateInstance(options), value)
        );
        var error = Assert.IsAssignableFrom<ArgumentException>(thrown.InnerException);
        Assert.Equal(property, error.ParamName);
    }

    private static TheoryData<Type, string> Properties(Func<PropertyInfo, bool> isMeant) =>
        [
            .. from estimator in Estimators
            let options = estimator.Data.GetNestedType("Options")
            where options is not null
            from property in options.GetProperties()
            where property.CanWrite && isMeant(property)
            select (options, property.Name),
        ];

    private static bool IsEstimator(Type type) =>
        !type.IsAbstract && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEstimator<>));

    private static IEnumerable<Type> Options(MethodBase maker) =>
        maker.GetParameters().Where(parameter => parameter.Name == "options").Select(parameter => parameter.ParameterType);
}
