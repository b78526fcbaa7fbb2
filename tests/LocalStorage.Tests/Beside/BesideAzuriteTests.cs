using System.Globalization;
using Azure.Data.Tables;
using CsCheck;
using Followup.LocalStorage.Tests.Azurite;

namespace Followup.LocalStorage.Tests.Beside;

/// <summary>Azurite was written by others after the same service: what both tell is likely what the service tells.</summary>
public sealed class BesideAzuriteTests : StorageTest
{
    private const int OperationsASample = 30;

    // FOLLOWUP_STORAGE_OPERATIONS says how many operations are compared; 300 by default.
    [Fact]
    public async Task Random_operations_have_the_same_outcome_on_both()
    {
        var most = int.Parse(Environment.GetEnvironmentVariable("FOLLOWUP_STORAGE_OPERATIONS") ?? "300", CultureInfo.InvariantCulture);
        await using var azurite = await AzuriteServer.StartAsync(Ct);
        var theirs = TablesAt(azurite.ConnectionString);
        await Generators.Operation.Array[OperationsASample].SampleAsync(
            operations => CompareAsync(theirs, operations),
            iter: (most + OperationsASample - 1) / OperationsASample,
            threads: 1,
            print: operations => string.Join('\n', operations.AsEnumerable()));
    }

    private async Task CompareAsync(TableServiceClient theirs, Operation[] operations)
    {
        var name = $"t{Guid.NewGuid():n}x"; // Azurite cuts off the last letter in its answers to transactions, and nobody misses it
        var (left, right) = (new Side(Tables.GetTableClient(name)), new Side(theirs.GetTableClient(name)));
        await left.Table.CreateAsync(Ct);
        await right.Table.CreateAsync(Ct);
        foreach (var operation in operations)
        {
            var (ours, azurite) = (await left.RunAsync(operation, Ct), await right.RunAsync(operation, Ct));
            Assert.True(ours == azurite, $"{operation}\nLocalStorage: {ours}\nAzurite: {azurite}");
        }
        await left.Table.DeleteAsync(Ct);
        await right.Table.DeleteAsync(Ct);
    }
}
