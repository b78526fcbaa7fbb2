namespace Followup.Tests.Shared.Settings;

public sealed class ConnectionSettingsTests
{
    private const string Bus = "--ServiceBus:fullyQualifiedNamespace=sb-followup-dev.servicebus.windows.net";
    private const string Tables = "--Tables:serviceUri=https://stfollowupdev.table.core.windows.net/";

    [Theory]
    [InlineData("Neither the setting Tables (a connection string) nor Tables:serviceUri is set.", Bus)]
    [InlineData("Neither the setting ServiceBus (a connection string) nor ServiceBus:fullyQualifiedNamespace is set.", Tables)]
    [InlineData("The setting Tables:serviceUri is not an absolute address.", Bus, "--Tables:serviceUri=stfollowupdev")]
    [InlineData("The setting Tables is not a connection string of tables.", Bus, "--Tables=AccountKey=hush")]
    [InlineData(
        "The setting ServiceBus is not a connection string of a Service Bus namespace.", Tables, "--ServiceBus=SharedAccessKey=hush")]
    [InlineData("The setting ServiceBus:fullyQualifiedNamespace is not a host name.", Tables, "--ServiceBus:fullyQualifiedNamespace=a b")]
    public void What_is_wrong_is_said_with_its_name_and_without_its_value(string message, params string[] settings) =>
        Assert.Equal(message, Assert.Throws<InvalidOperationException>(() => Program.CreateBuilder(settings)).Message);

    [Fact]
    public void Managed_identity_needs_no_key() => Program.CreateBuilder([Bus, Tables]);
}
