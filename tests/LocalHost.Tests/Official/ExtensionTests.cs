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

    [Fact]
    public void The_SDK_writes_of_it_what_the_host_expects()
    {
        var written = JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(Beside("functions.metadata")));
        const string Expected = """
            {"name":"message","direction":"In","type":"serviceBusTrigger","queueName":"manual","connection":"ServiceBus",
            "autoCompleteMessages":false,"cardinality":"One","properties":{"supportsDeferredBinding":"True"}}
            """;
        Assert.Equal(Expected.ReplaceLineEndings(""), Binding("manual"));
        // the trap: what is not said is not written, and the host then goes by its own default
        Assert.DoesNotContain("autoCompleteMessages", Binding("unsaid"), StringComparison.Ordinal);

        string Binding(string function) => JsonSerializer.Serialize(written.EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == function).GetProperty("bindings")[0]);
    }

    private static string Beside(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);

    private static IEnumerable<string> LinesOf(Type type) =>
    [
        $"class {type.Name} : {string.Join(", ", [type.BaseType!.Name, .. type.GetInterfaces().Select(one => one.Name)])}"
            + (type.IsSealed ? ", sealed" : ""),
        .. type.GetConstructors(Declared).Where(IsOffered).Select(one => $"{type.Name}..ctor({Parameters(one)})"),
        .. type.GetMethods(Declared).Where(one => IsOffered(one) && !one.IsSpecialName)
            .Select(one => $"{type.Name}.{one.Name}({Parameters(one)}) : {one.ReturnType.Name}{(one.IsVirtual ? ", virtual" : "")}"),
        .. type.GetProperties(Declared).Where(one => IsOffered(one.GetMethod!))
            .Select(one => $"{type.Name}.{one.Name} : {one.PropertyType.Name}{(one.SetMethod is { IsPublic: true } ? ", set" : "")}"),
    ];

    private static bool IsOffered(MethodBase method) => method.IsPublic || method.IsFamily;

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(one =>
        $"{one.ParameterType.Name} {one.Name}{(!one.HasDefaultValue ? "" : one.ParameterType.IsValueType ? " = default" : " = null")}"));
}
