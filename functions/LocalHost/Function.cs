using System.Text.Json;
using System.Text.RegularExpressions;
using Followup.LocalHost.Rpc;
using Microsoft.Extensions.Configuration;

namespace Followup.LocalHost;

/// <summary>A function as the worker indexed it. Its trigger says what the app's source says explicitly; all else is null.</summary>
internal sealed partial class Function
{
    private readonly JsonElement trigger;
    private readonly IConfiguration settings;

    private Function(RpcFunctionMetadata metadata, IConfiguration settings)
    {
        (Id, Name, this.settings) = (metadata.FunctionId, metadata.Name, settings);
        trigger = metadata.RawBindings.Select(binding => JsonSerializer.Deserialize<JsonElement>(binding))
            .Single(binding => binding.GetProperty("type").GetString()!.EndsWith("Trigger", StringComparison.OrdinalIgnoreCase));
    }

    public string Id { get; }

    public string Name { get; }

    /// <summary>One of httpTrigger, serviceBusTrigger and timerTrigger.</summary>
    public string TriggerType => trigger.GetProperty("type").GetString()!;

    /// <summary>The name of the parameter that takes the trigger's input.</summary>
    public string Parameter => trigger.GetProperty("name").GetString()!;

    /// <summary>All but those that a setting <c>AzureWebJobs.{name}.Disabled</c> switches off.</summary>
    public static IReadOnlyList<Function> Of(IEnumerable<RpcFunctionMetadata> indexed, IConfiguration settings) =>
    [
        .. indexed
            .Where(metadata => !IsTrue(settings[$"AzureWebJobs.{metadata.Name}.Disabled"]))
            .Select(metadata => new Function(metadata, settings)),
    ];

    public string? Text(string property) => trigger.TryGetProperty(property, out var value) ? Resolve(value.GetString()!) : null;

    public bool? Flag(string property) => trigger.TryGetProperty(property, out var value) ? value.GetBoolean() : null;

    public IReadOnlyList<string> List(string property) =>
        trigger.TryGetProperty(property, out var values) ? [.. values.EnumerateArray().Select(value => value.GetString()!)] : [];

    public NotSupportedException LeftOut(string what) => new($"The function '{Name}' {what}, which LocalHost leaves out.");

    /// <summary>As the real host reads the setting: true or 1. https://learn.microsoft.com/azure/azure-functions/disable-function</summary>
    private static bool IsTrue(string? setting) => setting == "1" || (bool.TryParse(setting, out var isTrue) && isTrue);

    /// <summary>Puts the app's settings in for <c>%Name%</c>.</summary>
    private string Resolve(string text) => SettingName().Replace(text, match =>
        settings[match.Groups[1].Value]
        ?? throw new InvalidOperationException($"The setting {match.Groups[1].Value}, named by the function '{Name}', is not set."));

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex SettingName();
}
