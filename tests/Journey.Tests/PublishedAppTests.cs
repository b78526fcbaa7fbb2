using System.Globalization;
using System.Reflection.PortableExecutable;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Followup.Journey.Tests;

/// <summary>
/// The function app published as Azure gets it; with this repository's stand-in for the Service Bus extension where no NuGet source has
/// the official one.
/// </summary>
public sealed partial class PublishedAppTests(PublishedAppTests.Published app, ITestOutputHelper output)
    : IClassFixture<PublishedAppTests.Published>
{
    private const string People = """
        id,email,name,managerId,timeZone,language,department,role,active
        emp-90001,winifred.quibell@journey.example,Winifred Quibell,,Europe/Berlin,en,Claims,Team lead,true
        emp-90017,ottoline.vexmoor@journey.example,Ottoline Vexmoor,emp-90001,Europe/Berlin,en,Claims,Claims handler,true
        """;

    [Fact]
    public void It_is_whole_compiled_ahead_and_has_nothing_of_one_machine()
    {
        Assert.All(
            [
                "host.json", "functions.metadata", "worker.config.json", "extensions.json", ".azurefunctions/function.deps.json",
                "Followup.dll", "Microsoft.Azure.Functions.Worker.Core.dll",
            ],
            name => Assert.True(File.Exists(Path.Combine(app.Folder, name)), name));
        Assert.Empty(Directory.EnumerateFiles(app.Folder, "Local*"));
        using var compiled = new PEReader(File.OpenRead(Path.Combine(app.Folder, "Followup.dll")));
        Assert.NotEqual(0, compiled.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size);
    }

    [Fact]
    public void It_has_the_official_Service_Bus_extension_for_the_worker_and_for_its_host()
    {
        Assert.SkipWhen(app.Missing is not null, app.Missing!);

        Assert.True(File.Exists(Path.Combine(app.Folder, "Microsoft.Azure.Functions.Worker.Extensions.ServiceBus.dll")));
        Assert.True(File.Exists(Path.Combine(app.Folder, ".azurefunctions", "Microsoft.Azure.WebJobs.Extensions.ServiceBus.dll")));
        Assert.False(File.Exists(Path.Combine(app.Folder, "ServiceBusExtension.dll")));
    }

    [Fact]
    public async Task A_completion_is_asked_about_six_weeks_later_and_what_both_answer_is_exported()
    {
        Assert.SkipUnless(
            OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "The app is published for linux-x64; this machine is another.");
        output.WriteLine($"The app has {(app.Missing is { } why ? $"the stand-in: {why}" : "the official Service Bus extension.")}");
        using var data = new TemporaryFolder();
        await using var local = await LocalProcess.StartAsync(data.Path, "--clock", "simulated", "--app", app.Folder);
        var worker = local.Info.GetProperty("functionAppProcessId").GetInt32();
        var arguments = await File.ReadAllTextAsync($"/proc/{worker}/cmdline", TestContext.Current.CancellationToken);
        Assert.Equal(Path.Combine(app.Folder, "Followup.dll"), arguments.Split('\0')[1]);

        await local.SendAsync(HttpMethod.Put, "api/programs/ai-eval", Cohort.Program, "application/json");
        await local.SendAsync(HttpMethod.Post, "api/people/import", People, "text/csv");
        var today = (await Cohort.NowAsync(local)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await local.PostAsync("api/completions", $$"""{ "program": "ai-eval", "learner": "emp-90017", "completedAt": "{{today}}" }""");
        await local.AdvanceAsync("P41D");
        Assert.Empty(await local.MailsAsync());

        var mails = await local.AdvanceUntilAsync(invitations: 2);
        Assert.Equal(2, mails.Count);
        Assert.Equal(1, await Answers.PostAsync(mails.Single(mail => mail.To == "ottoline.vexmoor@journey.example").Page, "often"));
        Assert.Equal(1, await Answers.PostAsync(mails.Single(mail => mail.To == "winifred.quibell@journey.example").Page, "rarely"));

        var lines = (await local.ExportAsync()).TrimEnd().Split("\r\n");
        var columns = lines[0].Split(',');
        var rows = lines[1..].Select(line => columns.Zip(line.Split(',')).ToDictionary(cell => cell.First, cell => cell.Second)).ToList();
        Assert.Equal(
            [("emp-90017", "learner", "often"), ("emp-90017", "manager", "rarely")],
            rows.Select(row => (row["learner"], row["audience"], row["frequency_1"])).Order());
        Assert.All(rows, row => Assert.Equal(
            ("ai-eval", "P42D", today, "check-facts", "Ottoline Vexmoor"),
            (row["program"], row["wave"], row["completed_on"], row["outcome_1"], row["name"])));
    }

    [GeneratedRegex(@"The build for Azure needs packages .*?(?= \[)")]
    private static partial Regex MissingPackages { get; }

    public sealed class Published : IAsyncLifetime
    {
        private readonly TemporaryFolder folder = new();

        public string Folder => folder.Path;

        /// <summary>What the build for Azure says that the NuGet sources lack; null where they have everything.</summary>
        public string? Missing { get; private set; }

        public async ValueTask InitializeAsync()
        {
            var publish = await PublishAsync("Azure");
            if (MissingPackages.Match(publish.Output) is { Success: true } missing)
            {
                Missing = missing.Value;
                publish = await PublishAsync("Local");
            }
            Assert.True(publish.ExitCode == 0, publish.Output);
        }

        public ValueTask DisposeAsync()
        {
            folder.Dispose();
            return ValueTask.CompletedTask;
        }

        private Task<CommandResult> PublishAsync(string functionsHost)
        {
            // not in the bin and obj that other tests run and build from; kept, because compiling ahead takes a minute the first time
            var artifacts = Repository.File("functions", "App", "obj", "published");
            return Command.RunAsync(
                "dotnet",
                [
                    "publish", "functions/App", $"-p:FunctionsHost={functionsHost}", "-c", "Release", "-o", Folder,
                    "--artifacts-path", artifacts, "--disable-build-servers", "-tl:off",
                    "-low", // other tests measure time meanwhile
                ]);
        }
    }
}
