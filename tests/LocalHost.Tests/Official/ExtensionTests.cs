using System.Reflection;
using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalHost.Tests.Official;

/// <summary>
/// The stand-in for the Service Bus extension offers nothing that the official package would not, and has its attribute's whole shape.
/// </summary>
public sealed class ExtensionTests
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly HashSet<string> Approved =
        [.. File.ReadLines(Beside("Official", "servicebus-extension.txt")).Where(line => !line.StartsWith('#'))];

    [Fact]
    public void It_offers_nothing_that_the_official_package_lacks() =>
        Assert.Empty(typeof(ServiceBusTriggerAttribute).Assembly.GetExportedTypes().SelectMany(LinesOf).Except(Approved));

    [Fact]
    public void The_trigger_has_the_official_shape_which_the_SDK_reads()
    {
        var official = Approved.Where(line => line.Contains(nameof(ServiceBusTriggerAttribute), StringComparison.Ordinal));
        Assert.Empty(official.Except(LinesOf(typeof(ServiceBusTriggerAttribute))));
    }

    [Theory]
    [InlineData("manual", "message", "One")]
    [InlineData("manual-batch", "messages", "Many")]
    public void The_SDK_writes_of_it_what_the_host_expects(string function, string parameter, string cardinality)
    {
        var written = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Beside("functions.metadata")));
        var expected = $$$"""
            {"name":"{{{parameter}}}","direction":"In","type":"serviceBusTrigger","queueName":"{{{function}}}","connection":"ServiceBus",
            "autoCompleteMessages":false,"cardinality":"{{{cardinality}}}","properties":{"supportsDeferredBinding":"True"}}
            """;
        Assert.Equal(expected.ReplaceLineEndings(""), Binding(function));
        // the trap: what is not said is not written, and the host then goes by its own default
        var unsaid = Binding(function.Replace("manual", "unsaid", StringComparison.Ordinal));
        Assert.DoesNotContain("autoCompleteMessages", unsaid, StringComparison.Ordinal);

        string Binding(string name)
        {
            var function = written.EnumerateArray().Single(candidate => candidate.GetProperty("name").GetString() == name);
            return JsonSerializer.Serialize(function.GetProperty("bindings")[0]);
        }
    }

    private static string Beside(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);

    private static IEnumerable<string> LinesOf(Type type) =>
    [
        $"class {type.Name} : {string.Join(", ", [type.BaseType!.Name, .. type.GetInterfaces().Select(implemented => implemented.Name)])}"
            + (type.IsSealed ? ", sealed" : ""),
        .. type.GetConstructors(Declared).Where(IsOffered).Select(constructor => $"{type.Name}..ctor({Parameters(constructor)})"),
        .. type.GetMethods(Declared).Where(method => IsOffered(method) && !method.IsSpecialName)
            .Select(method => $"{type.Name}.{method.Name}({Parameters(method)}) : {method.ReturnType.Name}"
                + (method.IsVirtual ? ", virtual" : "")),
        .. type.GetProperties(Declared).Where(property => IsOffered(property.GetMethod!))
            .Select(property => $"{type.Name}.{property.Name} : {property.PropertyType.Name}"
                + (property.SetMethod is { IsPublic: true } ? ", set" : "")),
    ];

    private static bool IsOffered(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(Parameter));

    private static string Parameter(ParameterInfo parameter)
    {
        var value = !parameter.HasDefaultValue ? "" : parameter.ParameterType.IsValueType ? " = default" : " = null";
        return $"{parameter.ParameterType.Name} {parameter.Name}{value}";
    }
}
