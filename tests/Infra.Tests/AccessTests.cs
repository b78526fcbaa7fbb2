using System.Text.RegularExpressions;

namespace Followup.Infra.Tests;

/// <summary>The rights of the system's identity: a right that is not in this table is not given.</summary>
public sealed class AccessTests(Predicted predicted)
{
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly (string Scope, string Role, string Name)[] Approved =
    [
        ("Microsoft.Insights/components", "3913510d-42f4-4e42-8a64-420c390055eb", "Monitoring Metrics Publisher"),
        ("Microsoft.KeyVault/vaults", "4633458b-17de-408a-b874-0445c86b69e6", "Key Vault Secrets User"),
        ("Microsoft.ServiceBus/namespaces/queues", "090c5cfd-751d-490a-894a-3ce6f1109419", "Azure Service Bus Data Owner"), // completions
        ("Microsoft.ServiceBus/namespaces/queues", "090c5cfd-751d-490a-894a-3ce6f1109419", "Azure Service Bus Data Owner"), // due
        ("Microsoft.ServiceBus/namespaces/queues", "090c5cfd-751d-490a-894a-3ce6f1109419", "Azure Service Bus Data Owner"), // people
        ("Microsoft.ServiceBus/namespaces/queues", "090c5cfd-751d-490a-894a-3ce6f1109419", "Azure Service Bus Data Owner"), // recompute
        ("Microsoft.Storage/storageAccounts", "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", "Storage Table Data Contributor"),
        ("Microsoft.Storage/storageAccounts", "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", "Storage Blob Data Owner"),
    ];

    [Theory]
    [InlineData("dev")]
    [InlineData("prod")]
    [InlineData("prod with sign-in")]
    public void Every_role_that_is_given_is_approved_and_says_why(string environment)
    {
        var given = predicted[environment].Where(resource => resource.Type == "Microsoft.Authorization/roleAssignments").ToList();

        Assert.Equal(
            Approved.Select(approved => (approved.Scope, approved.Role)),
            given.Select(assignment => (ScopeOf(assignment), RoleOf(assignment))).Order());
        Assert.All(given, assignment =>
        {
            Assert.Equal("ServicePrincipal", assignment.Property("principalType")!.Value.GetString());
            var reason = assignment.Property("description")!.Value.GetString()!;
            Assert.True(reason.Length > 30, "A role is given without a reason.");
        });
    }

    // an assignment's name is the guid of scope, identity and role: "[guid(resourceId('…', 'rg-…', 'Microsoft.KeyVault/vaults', …"
    private static string ScopeOf(Resource assignment) =>
        Regex.Match(assignment.Name, "resourceId\\([^)]*?'(Microsoft\\.[\\w/]+)'").Groups[1].Value;

    private static string RoleOf(Resource assignment) => assignment.Property("roleDefinitionId")!.Value.GetString()!.Split('/')[^1];
}
