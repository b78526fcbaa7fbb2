using System.Text.Json;
using Followup.Infra.Tests;

[assembly: AssemblyFixture(typeof(Predicted))]

namespace Followup.Infra.Tests;

/// <summary>A resource as the compiled template would make it. What only Azure can know stands there as an expression.</summary>
public sealed record Resource(string Type, string Name, JsonElement Json)
{
    public JsonElement Properties => Json.GetProperty("properties");

    /// <summary>As <c>a.b.c</c>; null where it is not there.</summary>
    public JsonElement? Property(string path)
    {
        var at = Properties;
        foreach (var part in path.Split('.'))
            if (!at.TryGetProperty(part, out at)) return null;
        return at;
    }
}

/// <summary>All resources of both environments, as the compiler predicts them from the parameter files: loops unrolled, modules and conditions resolved.</summary>
public sealed class Predicted : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("followup-infra-");
    private readonly Dictionary<string, IReadOnlyList<Resource>> resources = [];

    /// <summary>The template as it goes to Azure.</summary>
    public JsonDocument Template { get; private set; } = null!;

    public IReadOnlyList<Resource> this[string environment] => resources[environment];

    public async ValueTask InitializeAsync()
    {
        // the compiler writes a snapshot beside the parameter file
        foreach (var file in Directory.EnumerateFiles(Repository.File("infra"), "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder.FullName, Path.GetRelativePath(Repository.File("infra"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Template = JsonDocument.Parse((await Tool.RunAsync(Tool.Bicep, "build", Path.Combine(folder.FullName, "main.bicep"), "--stdout")).Output);
        resources["dev"] = await PredictAsync("dev");
        resources["prod"] = await PredictAsync("prod");
        resources["prod with sign-in"] = await PredictAsync("prod", ("FOLLOWUP_HR_CLIENT_ID", "11111111-2222-3333-4444-555555555555"));
    }

    public ValueTask DisposeAsync()
    {
        Template?.Dispose();
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task<IReadOnlyList<Resource>> PredictAsync(string environment, params (string Name, string Value)[] more)
    {
        var settings = Operator.Settings.Concat(more.Select(one => KeyValuePair.Create(one.Name, one.Value))).ToDictionary();
        var run = await Tool.RunAsync(
            Tool.Bicep, settings, "snapshot", Path.Combine(folder.FullName, $"{environment}.bicepparam"), "--mode", "overwrite", "--location", "westeurope",
            "--resource-group", $"rg-followup-{environment}", "--subscription-id", Guid.Empty.ToString(), "--tenant-id", Guid.Empty.ToString());
        Assert.True(run.ExitCode == 0, run.Errors);
        using var snapshot = JsonDocument.Parse(await File.ReadAllBytesAsync(
            Path.Combine(folder.FullName, $"{environment}.snapshot.json"), TestContext.Current.CancellationToken));
        return
        [
            .. snapshot.RootElement.GetProperty("predictedResources").EnumerateArray()
                .Select(one => new Resource(one.GetProperty("type").GetString()!, one.GetProperty("name").GetString()!, one.Clone())),
        ];
    }
}
