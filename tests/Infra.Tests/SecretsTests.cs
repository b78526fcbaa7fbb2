using System.Text.Json;

namespace Followup.Infra.Tests;

public sealed class SecretsTests(Predicted predicted)
{
    // settings whose names sound like secrets, and why they are none
    private static readonly Dictionary<string, string> Harmless = new()
    {
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "names the resource; with local authentication off it opens nothing",
        ["Links__KeyId"] = "the name of a key",
        ["SendGrid__EventPublicKey"] = "a public key",
    };

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    public void App_settings_are_these_and_what_is_secret_is_a_reference_to_the_vault(string environment)
    {
        var settings = SettingsOf(environment);

        Assert.Equal(
            [
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING",
                "AZURE_CLIENT_ID", "AZURE_TOKEN_CREDENTIALS",
                "AzureWebJobsDisableHomepage",
                "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
                "Calendar__DefaultTimeZone",
                "Exports__serviceUri",
                "Links__BaseUrl", "Links__KeyId", "Links__Keys__k1",
                "Mail__FromAddress", "Mail__FromName",
                "Results__LotKey",
                "SendGrid__ApiKey", "SendGrid__EventPublicKey", "SendGrid__Host", "SendGrid__Sandbox",
                "ServiceBus__clientId", "ServiceBus__credential", "ServiceBus__fullyQualifiedNamespace",
                "Tables__serviceUri",
            ],
            settings.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, value) in settings.Where(setting => SoundsSecret(setting.Key) && !Harmless.ContainsKey(setting.Key)))
            Assert.True(value.Contains("@Microsoft.KeyVault(SecretUri=", StringComparison.Ordinal), $"{name} is not kept in the vault.");
    }

    [Fact]
    public void Sign_in_adds_one_setting_which_is_no_secret() => Assert.Equal(
        ["OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID"], SettingsOf("prod with sign-in").Keys.Except(SettingsOf("prod").Keys));

    [Fact]
    public void No_output_of_any_module_gives_a_secret_away()
    {
        var outputs = Templates(predicted.Template.RootElement)
            .SelectMany(template => template.TryGetProperty("outputs", out var own) ? own.EnumerateObject().ToList() : [])
            .ToList();

        Assert.Contains(outputs, output => output.Name == "functionAppUrl"); // the search had something to search
        Assert.All(outputs, output =>
        {
            var type = output.Value.GetProperty("type").GetString();
            Assert.DoesNotContain("secure", type, StringComparison.OrdinalIgnoreCase);
        });
        // the connection string is that of Application Insights
        Assert.Equal(["connectionString", "keyVaultName"], outputs.Select(output => output.Name).Where(SoundsSecret).Distinct().Order());
        Assert.Equal(
            ["functionAppName", "functionAppUrl", "identityClientId", "keyVaultName", "serviceBusName", "storageAccountName"],
            predicted.Template.RootElement.GetProperty("outputs").EnumerateObject().Select(output => output.Name).Order());
    }

    [Fact]
    public void No_key_is_ever_read_from_a_resource()
    {
        var template = predicted.Template.RootElement.GetRawText();

        Assert.DoesNotContain("listKeys", template, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("listAccountSas", template, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("primaryConnectionString", template, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("AccountKey=", template, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("SharedAccessKey", template, StringComparison.OrdinalIgnoreCase);
        // deploy.sh puts the secrets in
        Assert.DoesNotContain("Microsoft.KeyVault/vaults/secrets", template, StringComparison.OrdinalIgnoreCase);
    }

    private Dictionary<string, string> SettingsOf(string environment)
    {
        var app = predicted[environment].Single(resource => resource.Type == "Microsoft.Web/sites");
        return app.Property("siteConfig.appSettings")!.Value.EnumerateArray().ToDictionary(
            setting => setting.GetProperty("name").GetString()!,
            setting => setting.GetProperty("value").GetString()!);
    }

    private static bool SoundsSecret(string name)
    {
        string[] words = ["key", "secret", "password", "connection", "token__", "sas"];
        return Array.Exists(words, word => name.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The template and those of its modules, however deep.</summary>
    private static IEnumerable<JsonElement> Templates(JsonElement template)
    {
        var listed = template.GetProperty("resources");
        var resources = listed.ValueKind == JsonValueKind.Array
            ? listed.EnumerateArray()
            : listed.EnumerateObject().Select(resource => resource.Value);
        return resources
            .Where(resource => resource.GetProperty("type").GetString() == "Microsoft.Resources/deployments")
            .SelectMany(module => Templates(module.GetProperty("properties").GetProperty("template")))
            .Prepend(template);
    }
}
