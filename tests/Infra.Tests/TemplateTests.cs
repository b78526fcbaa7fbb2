using System.Text.Json;
using System.Text.RegularExpressions;

namespace Followup.Infra.Tests;

public sealed class TemplateTests(Predicted predicted)
{
    public static TheoryData<string> Environments => ["dev", "prod", "prod with sign-in"];

    [Theory]
    [MemberData(nameof(Environments))]
    public void Nothing_is_public_without_a_role_and_nothing_is_reached_with_a_key(string environment)
    {
        var account = Find(environment, "Microsoft.Storage/storageAccounts");
        Assert.False(account.Property("allowBlobPublicAccess")!.Value.GetBoolean());
        Assert.False(account.Property("allowSharedKeyAccess")!.Value.GetBoolean());
        Assert.True(account.Property("supportsHttpsTrafficOnly")!.Value.GetBoolean());
        Assert.True(account.Property("defaultToOAuthAuthentication")!.Value.GetBoolean());
        Assert.All(FindAll(environment, "Microsoft.Storage/storageAccounts/blobServices/containers"), container =>
            Assert.Equal("None", container.Property("publicAccess")?.GetString()));
        Assert.True(Find(environment, "Microsoft.ServiceBus/namespaces").Property("disableLocalAuth")!.Value.GetBoolean());
        Assert.True(Find(environment, "Microsoft.Insights/components").Property("DisableLocalAuth")!.Value.GetBoolean());
        var workspace = Find(environment, "Microsoft.OperationalInsights/workspaces");
        Assert.True(workspace.Property("features.disableLocalAuth")!.Value.GetBoolean());
        var vault = Find(environment, "Microsoft.KeyVault/vaults");
        Assert.True(vault.Property("enableRbacAuthorization")!.Value.GetBoolean());
        Assert.True(vault.Property("enablePurgeProtection")!.Value.GetBoolean());
        Assert.Null(vault.Property("accessPolicies"));
        Assert.True(Find(environment, "Microsoft.Web/sites").Property("httpsOnly")!.Value.GetBoolean());
        Assert.Equal("Disabled", Find(environment, "Microsoft.Web/sites").Property("siteConfig.ftpsState")!.Value.GetString());
        var passwords = FindAll(environment, "Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, passwords.Count);
        Assert.All(passwords, policy => Assert.False(policy.Property("allow")!.Value.GetBoolean()));
    }

    [Theory]
    [InlineData("Microsoft.Storage/storageAccounts", "minimumTlsVersion")]
    [InlineData("Microsoft.ServiceBus/namespaces", "minimumTlsVersion")]
    [InlineData("Microsoft.Web/sites", "siteConfig.minTlsVersion")]
    [InlineData("Microsoft.Web/sites", "siteConfig.scmMinTlsVersion")]
    public void Everything_asks_for_TLS_1_2_or_later(string type, string property)
    {
        Assert.True(Find("dev", type).Property(property)?.GetString() is "1.2" or "1.3" or "TLS1_2" or "TLS1_3");
        Assert.True(Find("prod", type).Property(property)?.GetString() is "1.2" or "1.3" or "TLS1_2" or "TLS1_3");
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Queues_are_as_queues_json_declares_them_and_as_Local_has_them(string environment)
    {
        using var declared = JsonDocument.Parse(File.ReadAllBytes(Repository.File("infra", "queues.json")));
        var queues = FindAll(environment, "Microsoft.ServiceBus/namespaces/queues").ToDictionary(queue => queue.Name.Split('/')[1]);

        Assert.Equal(["completions", "due", "people", "recompute"], queues.Keys.Order());
        foreach (var queue in declared.RootElement.EnumerateArray())
        {
            var deployed = queues[queue.GetProperty("name").GetString()!].Properties.EnumerateObject();
            var expected = queue.EnumerateObject().Where(property => property.Name != "name");
            Assert.Equal(
                expected.Select(property => $"{property.Name}={property.Value}").Order(),
                deployed.Select(property => $"{property.Name}={property.Value}").Order());
        }
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Every_resource_that_can_carry_tags_says_whose_it_is(string environment)
    {
        string[] partsOfOthers =
        [
            "Microsoft.Authorization/locks",
            "Microsoft.Authorization/roleAssignments",
            "Microsoft.Insights/diagnosticSettings",
            "Microsoft.ServiceBus/namespaces/queues",
            "Microsoft.Storage/storageAccounts/blobServices",
            "Microsoft.Storage/storageAccounts/blobServices/containers",
            "Microsoft.Storage/storageAccounts/managementPolicies",
            "Microsoft.Storage/storageAccounts/tableServices",
            "Microsoft.Storage/storageAccounts/tableServices/tables",
            "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
            "Microsoft.Web/sites/config",
        ];
        foreach (var resource in predicted[environment].Where(resource => !partsOfOthers.Contains(resource.Type)))
        {
            var tags = resource.Json.GetProperty("tags").EnumerateObject().Select(tag => tag.Name);
            Assert.Equal(["environment", "owner", "source", "workload"], tags.Order());
        }
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Every_alert_mails_somebody_and_says_what_it_means(string environment)
    {
        var alerts = predicted[environment]
            .Where(resource => resource.Type is "Microsoft.Insights/metricAlerts" or "Microsoft.Insights/scheduledQueryRules")
            .ToList();
        var name = environment.Split(' ')[0];

        Assert.Equal(
            [
                "alarms-missed", "bounces", "daily-cap", "dead-letters", "failures", "http-5xx", "late", "nothing-sent",
                "queue-size-completions", "queue-size-due", "queue-size-people", "queue-size-recompute", "queue-stuck",
            ],
            alerts.Select(alert => alert.Name[$"followup-{name}-".Length..]).Order());
        Assert.All(alerts, alert =>
        {
            Assert.NotEqual("", alert.Property("description")!.Value.GetString());
            var actions = alert.Properties.GetProperty("actions").ToString();
            Assert.Contains("Microsoft.Insights/actionGroups/ag-followup-", actions, StringComparison.Ordinal);
        });
        Assert.NotEmpty(Find(environment, "Microsoft.Insights/actionGroups").Properties.GetProperty("emailReceivers").EnumerateArray());
    }

    /// <summary>A metric that an alert or the workbook asks for, but nobody writes, would be silent for ever.</summary>
    [Fact]
    public async Task Alerts_and_workbook_ask_for_metrics_and_tags_that_the_app_writes()
    {
        var files = Directory.EnumerateFiles(Repository.File("functions", "App"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal)); // Journey.Tests publishes the app meanwhile
        var source = string.Concat(files.Select(File.ReadAllText));
        var ct = TestContext.Current.CancellationToken;
        var queries = await File.ReadAllTextAsync(Repository.File("infra", "modules", "alerts.bicep"), ct)
            + await File.ReadAllTextAsync(Repository.File("infra", "workbook.json"), ct);
        var names = Regex.Matches(queries, "followup\\.[a-z]+(\\.[a-z]+)?(?=\\W*[\"')])");
        var asked = names.Select(match => match.Value).Distinct().ToList();

        Assert.Contains("followup.invitations.sent", asked);
        Assert.Contains("followup.key", asked);
        Assert.All(asked, name => Assert.Contains($"\"{name}\"", source, StringComparison.Ordinal));
        Assert.Contains("\"The sweep found", source, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void What_cannot_be_made_again_is_kept_in_production_and_logs_who_deletes(string environment)
    {
        var locks = FindAll(environment, "Microsoft.Authorization/locks").ToList();
        Assert.Equal(environment == "dev" ? 0 : 3, locks.Count);
        Assert.All(locks, held => Assert.Equal("CanNotDelete", held.Property("level")!.Value.GetString()));
        var blobs = Find(environment, "Microsoft.Storage/storageAccounts/blobServices");
        Assert.True(blobs.Property("deleteRetentionPolicy.enabled")!.Value.GetBoolean());
        Assert.True(blobs.Property("containerDeleteRetentionPolicy.enabled")!.Value.GetBoolean());
        Assert.True(Find(environment, "Microsoft.KeyVault/vaults").Property("enableSoftDelete")!.Value.GetBoolean());
        // Service Bus, blobs, tables, vault
        Assert.Equal(4, FindAll(environment, "Microsoft.Insights/diagnosticSettings").Count());
    }

    [Fact]
    public void The_app_runs_on_Flex_Consumption_with_the_isolated_worker()
    {
        var app = Find("prod", "Microsoft.Web/sites");

        Assert.Equal("FC1", Find("prod", "Microsoft.Web/serverfarms").Json.GetProperty("sku").GetProperty("name").GetString());
        Assert.Equal("dotnet-isolated", app.Property("functionAppConfig.runtime.name")!.Value.GetString());
        Assert.Equal("10.0", app.Property("functionAppConfig.runtime.version")!.Value.GetString());
        Assert.Equal("UserAssignedIdentity", app.Property("functionAppConfig.deployment.storage.authentication.type")!.Value.GetString());
    }

    [Fact]
    public void Without_an_app_registration_nobody_can_sign_in_and_with_one_there_is_no_secret()
    {
        Assert.Empty(FindAll("prod", "Microsoft.Web/sites/config"));
        var authentication = Find("prod with sign-in", "Microsoft.Web/sites/config");
        Assert.False(authentication.Property("globalValidation.requireAuthentication")!.Value.GetBoolean());
        Assert.Equal(
            "OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID",
            authentication.Property("identityProviders.azureActiveDirectory.registration.clientSecretSettingName")!.Value.GetString());
    }

    private IEnumerable<Resource> FindAll(string environment, string type) =>
        predicted[environment].Where(resource => resource.Type == type);

    private Resource Find(string environment, string type) => Assert.Single(FindAll(environment, type));
}
