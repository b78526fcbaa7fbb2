using System.Text.Json;
using Followup.Infra.Tests;

[assembly: AssemblyFixture(typeof(Predicted))]

namespace Followup.Infra.Tests;

/// <summary>A resource as the compiled template would make it. Values that only Azure can know stand there as expressions.</summary>
public sealed record Resource(string Type, string Name, JsonElement Json)
{
    public JsonElement Properties => Json.GetProperty("properties");

    /// <summary>The property of this path, as <c>a.b.c</c>; null where the resource has none.</summary>
    public JsonElement? Property(string path)
    {
        var property = Properties;
        foreach (var name in path.Split('.'))
        {
            if (!property.TryGetProperty(name, out property)) return null;
        }
        return property;
    }
}

/// <summary>
/// All resources of both environments, as the compiler predicts them from the parameter files: loops unrolled, modules and conditions
/// resolved.
/// </summary>
public sealed class Predicted : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, IReadOnlyList<Resource>> resources = [];

    /// <summary>The template as it goes to Azure.</summary>
    public JsonDocument Template { get; private set; } = null!;

    public IReadOnlyList<Resource> this[string environment] => resources[environment];

    public async ValueTask InitializeAsync()
    {
        // the compiler writes a snapshot beside the parameter file
        foreach (var file in Directory.EnumerateFiles(Repository.File("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = folder.File(Path.GetRelativePath(Repository.File("infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        var build = await Bicep.RunAsync(["build", folder.File("main.bicep"), "--stdout"]);
        Template = JsonDocument.Parse(build.Output);
        resources["dev"] = await PredictAsync("dev");
        resources["prod"] = await PredictAsync("prod");
        resources["prod with sign-in"] = await PredictAsync("prod", ("FOLLOWUP_HR_CLIENT_ID", "11111111-2222-3333-4444-555555555555"));
    }

    public ValueTask DisposeAsync()
    {
        Template?.Dispose();
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<Resource>> PredictAsync(string environment, params (string Name, string Value)[] more)
    {
        var settings = Operator.Settings.Concat(more.Select(setting => KeyValuePair.Create(setting.Name, setting.Value))).ToDictionary();
        string[] arguments =
        [
            "snapshot", folder.File($"{environment}.bicepparam"),
            "--mode", "overwrite",
            "--location", "westeurope",
            "--resource-group", $"rg-followup-{environment}",
            "--subscription-id", Guid.Empty.ToString(),
            "--tenant-id", Guid.Empty.ToString(),
        ];
        var run = await Bicep.RunAsync(arguments, settings);
        Assert.True(run.ExitCode == 0, run.Errors);
        var json = await File.ReadAllBytesAsync(folder.File($"{environment}.snapshot.json"), TestContext.Current.CancellationToken);
        using var snapshot = JsonDocument.Parse(json);
        var predicted = snapshot.RootElement.GetProperty("predictedResources").EnumerateArray();
        return
        [
            .. predicted.Select(resource => new Resource(
                resource.GetProperty("type").GetString()!, resource.GetProperty("name").GetString()!, resource.Clone())),
        ];
    }
}
