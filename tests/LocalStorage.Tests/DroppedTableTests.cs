using Followup.LocalStorage.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalStorage.Tests;

public sealed class DroppedTableTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Rows_of_a_deleted_table_go_later_also_after_another_start()
    {
        using (var database = Open())
        {
            var (catalog, rows) = (new Catalog(database), new Rows(database));
            Assert.Null(await catalog.CreateAsync("gone"));
            Assert.Null(await catalog.CreateAsync("kept"));
            var writes = Enumerable.Range(0, 10_000)
                .Select(i => new RowWrite(WriteKind.Insert, RowKeys.Of("p", $"{i}"), [], default)).ToList();
            Assert.Null(await rows.WriteAsync("gone", writes, new long[writes.Count], counted: true));
            Assert.Null(await rows.WriteAsync("kept", writes[..10], new long[10], counted: true));
            Assert.Null(await catalog.DeleteAsync("gone"));
            Assert.Equal(["kept"], catalog.Names());
        }

        using var again = Open();
        await new Catalog(again).DeleteDroppedRowsAsync();
        Assert.Equal((10, 0), (Count(again, "rows"), Count(again, "dropped")));
    }

    private Database Open() => new(folder.Path, TimeProvider.System, NullLogger<Database>.Instance);

    private static long Count(Database database, string table) => database.Read(connection =>
    {
        using var count = connection.Prepared($"select count(*) from {table}");
        count.Step();
        return count.Int64(0);
    });
}
