using System.IO.Compression;
using System.Text.Json;

namespace Followup.Infra.Tests.Scripts;

public sealed class DeployTests : IDisposable
{
    private const string SendGridKey = "SG.key-nobody-may-see";

    private readonly Deployment deployment = new();

    [Fact]
    public async Task From_nothing_it_ends_with_a_system_that_was_tried_out_and_shows_no_secret_to_anybody()
    {
        var run = await deployment.RunAsync(SendGridKey, "dev");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("The mail went out", run.Output, StringComparison.Ordinal);
        Assert.EndsWith("Followup runs at https://func-1.invalid\n", run.Output, StringComparison.Ordinal);
        Assert.True(deployment.Has("group"));
        Assert.Equal(SendGridKey, deployment.Read("secrets", "sendgrid-api-key"));
        string[] linkKeys = [deployment.Read("secrets", "link-key-k1"), deployment.Read("secrets", "link-key-k2")];
        Assert.All(linkKeys, key => Assert.Equal(32, Convert.FromBase64String(key).Length));
        Assert.NotEqual(linkKeys[0], linkKeys[1]);
        Assert.All(deployment.Read("modes").Split('\n', StringSplitOptions.RemoveEmptyEntries), mode => Assert.Equal("mode 600", mode));
        var seen = string.Join('\n', [.. deployment.Calls, run.Output, run.Errors]);
        string[] secrets = [SendGridKey, Deployment.FunctionKey, .. linkKeys];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, seen, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_second_system_goes_to_a_group_of_its_own()
    {
        var run = await deployment.RunAsync(SendGridKey, "dev", "--skip-smoke", "--group", "rg-elsewhere", "--location", "northeurope");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Single(deployment.CallsOf("az group create --name rg-elsewhere --location northeurope"));
        Assert.DoesNotContain(deployment.Calls, call => call.Contains("rg-followup-dev", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_package_holds_everything_with_the_host_settings_at_its_root()
    {
        await deployment.RunAsync(SendGridKey, "dev", "--skip-smoke");

        await using var package = await ZipFile.OpenReadAsync(deployment.File("package.zip"), TestContext.Current.CancellationToken);
        var files = package.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/'));
        Assert.Equal([".azurefunctions/function.deps.json", "host.json"], files.Order());
    }

    [Fact]
    public async Task A_second_run_makes_and_replaces_nothing_but_brings_the_new_package()
    {
        await deployment.RunAsync(SendGridKey, "dev", "--skip-smoke");
        string[] Secrets() => ["sendgrid-api-key", "link-key-k1", "link-key-k2", "results-lot-key"];
        var before = Secrets().Select(name => deployment.Read("secrets", name)).ToList();
        var calls = deployment.Calls.Length;

        var again = await deployment.RunAsync(null, "dev", "--skip-smoke");

        Assert.True(again.ExitCode == 0, again.Errors);
        Assert.Equal(before, Secrets().Select(name => deployment.Read("secrets", name)));
        Assert.Empty(deployment.CallsOf("az keyvault secret set", calls));
        Assert.Empty(deployment.CallsOf("az group create", calls));
        Assert.Empty(deployment.CallsOf("az role assignment create", calls));
        Assert.Single(deployment.CallsOf("az functionapp deployment source config-zip", calls));
    }

    [Fact]
    public async Task The_app_has_its_secrets_before_it_has_its_code()
    {
        await deployment.RunAsync(SendGridKey, "dev", "--skip-smoke");

        int First(string start) => Array.FindIndex(deployment.Calls, call => call.StartsWith(start, StringComparison.Ordinal));
        Assert.True(First("az keyvault secret set") < First("az rest --method post"));
        Assert.InRange(First("az rest --method post"), 0, First("az functionapp deployment source config-zip"));
    }

    [Fact]
    public async Task A_new_link_key_is_in_the_vault_before_a_running_app_is_told_of_it()
    {
        await deployment.RunAsync(SendGridKey, "dev", "--skip-smoke");
        var (calls, first) = (deployment.Calls.Length, deployment.Read("secrets", "link-key-k1"));
        deployment.Put("link-keys", """["k1", "k2", "k3"]""");

        var run = await deployment.RunAsync(null, "dev", "--skip-smoke");

        Assert.True(run.ExitCode == 0, run.Errors);
        var second = deployment.Calls[calls..];
        int First(string start) => Array.FindIndex(second, call => call.StartsWith(start, StringComparison.Ordinal));
        Assert.InRange(First("az keyvault secret set --vault-name kv-1 --name link-key-k3"), 0, First("az deployment group create"));
        Assert.Equal(first, deployment.Read("secrets", "link-key-k1"));
    }

    [Fact]
    public async Task What_if_deploys_nothing()
    {
        deployment.Put("group");

        var run = await deployment.RunAsync(SendGridKey, "prod", "--what-if");

        Assert.True(run.ExitCode == 0, run.Errors);
        Assert.Contains("Resource changes", run.Output, StringComparison.Ordinal);
        Assert.All(deployment.Calls, call => Assert.Matches("^az (account show|group exists|deployment group (list|what-if)) ", call));
    }

    [Fact]
    public async Task What_if_without_a_resource_group_says_what_to_do_and_makes_none()
    {
        var run = await deployment.RunAsync(SendGridKey, "dev", "--what-if");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("az group create -n rg-followup-dev -l westeurope", Assert.Single(Lines(run.Errors)), StringComparison.Ordinal);
        Assert.False(deployment.Has("group"));
    }

    [Fact]
    public async Task A_missing_key_of_the_mail_provider_is_said_in_one_sentence()
    {
        var run = await deployment.RunAsync(null, "dev");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            "deploy.sh: The vault kv-1 has no key of the mail provider; set FOLLOWUP_SENDGRID_API_KEY and run this again.\n", run.Errors);
        Assert.False(deployment.Has("package.zip"));
    }

    [Fact]
    public async Task A_vault_that_does_not_answer_is_not_taken_for_an_empty_one()
    {
        deployment.Put("vault-closed");

        var run = await deployment.RunAsync(SendGridKey, "dev");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(["deploy.sh: The vault kv-1 does not let the deployer in; look at its roles and its firewall."], Lines(run.Errors));
        Assert.Empty(deployment.CallsOf("az keyvault secret set"));
    }

    [Fact]
    public async Task Nobody_signed_in_is_said_in_one_sentence_before_anything_is_built()
    {
        deployment.Put("signed-out");

        var run = await deployment.RunAsync(SendGridKey, "dev");

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("deploy.sh: Nobody is signed in; run 'az login'", Assert.Single(Lines(run.Errors)), StringComparison.Ordinal);
        Assert.Empty(deployment.CallsOf("dotnet"));
    }

    [Fact]
    public async Task Sign_in_of_HR_is_made_once_without_a_secret_and_kept_by_later_runs()
    {
        await deployment.RunAsync(SendGridKey, "dev", "--skip-smoke", "--hr-sign-in");
        await deployment.RunAsync(null, "dev", "--skip-smoke", "--hr-sign-in");
        var calls = deployment.Calls.Length;

        var later = await deployment.RunAsync(null, "dev", "--skip-smoke");

        Assert.True(later.ExitCode == 0, later.Errors);
        Assert.Single(deployment.CallsOf("az ad app create --display-name followup-dev-hr "));
        Assert.Empty(deployment.CallsOf("az ad app credential"));
        const string Redirects = "https://func-1.invalid/.auth/login/aad/callback https://followup.invalid/.auth/login/aad/callback";
        Assert.All(
            deployment.CallsOf("az ad app update"),
            call => Assert.EndsWith($"--web-redirect-uris {Redirects}", call, StringComparison.Ordinal));
        var credential = JsonDocument.Parse(deployment.Read("credential.json")).RootElement;
        Assert.Equal("https://login.microsoftonline.com/tenant-1/v2.0", credential.GetProperty("issuer").GetString());
        Assert.Equal("principal-1", credential.GetProperty("subject").GetString());
        var deployed = Assert.Single(deployment.CallsOf("az deployment group create", calls));
        Assert.Contains("--parameters hrClientId=client-1", deployed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("staging")]
    [InlineData]
    [InlineData("dev", "prod")]
    [InlineData("dev", "--whatif")]
    [InlineData("dev", "--location")]
    [InlineData("dev", "--group")]
    public async Task Wrong_usage_ends_with_2_and_shows_the_usage(params string[] arguments)
    {
        var run = await deployment.RunAsync(SendGridKey, arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Usage: infra/deploy.sh dev|prod", run.Errors, StringComparison.Ordinal);
        Assert.Empty(deployment.Calls);
    }

    public void Dispose() => deployment.Dispose();

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
