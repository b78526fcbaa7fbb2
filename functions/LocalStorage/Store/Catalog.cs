using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Store;

/// <summary>The tables by name.</summary>
internal sealed class Catalog(Database database)
{
    private const int RowsAtOnce = 2000; // a few milliseconds

    private const string DeleteSome = """
        delete from rows where (t, pk, rk) in (select t, pk, rk from rows where t = (select min(id) from dropped) limit ?1)
        """;

    public Task<Refusal?> CreateAsync(string name) => database.WriteAsync((connection, _) =>
    {
        connection.Prepared("insert or ignore into tables(name) values(?1)").Bind(1, name).Run();
        return connection.Changes > 0 ? null : Refusal.TableAlreadyExists;
    });

    /// <summary>
    /// Done at once: the rows go later, a slice at a time between other writes, as there may be a million. A new table of the name is
    /// another table.
    /// </summary>
    public async Task<Refusal?> DeleteAsync(string name)
    {
        var refusal = await database.WriteAsync((connection, _) =>
        {
            if (Find(connection, name) is not { } id) return Refusal.ResourceNotFound;
            connection.Prepared("delete from tables where id = ?1").Bind(1, id).Run();
            connection.Prepared("insert into dropped(id) values(?1)").Bind(1, id).Run();
            return null;
        });
        if (refusal is null) _ = DeleteDroppedRowsAsync();
        return refusal;
    }

    /// <summary>Deletes what dropped tables have left, also before this start.</summary>
    public async Task DeleteDroppedRowsAsync()
    {
        for (var more = true; more;)
        {
            try
            {
                await database.WriteAsync((connection, _) =>
                {
                    more = DeleteSlice(connection);
                    return null;
                });
            }
            catch (Exception e) when (e is IOException or InvalidOperationException)
            {
                return; // the server stops, or the disk is full: the next start goes on
            }
        }
    }

    public List<string> Names() => database.Read(connection =>
    {
        using var found = connection.Prepared("select name from tables order by name");
        var names = new List<string>();
        while (found.Step()) names.Add(found.Text(0));
        return names;
    });

    public static long? Find(Connection connection, string name)
    {
        using var found = connection.Prepared("select id from tables where name = ?1").Bind(1, name);
        return found.Step() ? found.Int64(0) : null;
    }

    private static bool DeleteSlice(Connection connection)
    {
        connection.Prepared(DeleteSome).Bind(1, RowsAtOnce).Run();
        if (connection.Changes > 0) return true;
        connection.Execute("delete from dropped where id = (select min(id) from dropped)");
        return connection.Changes > 0;
    }
}
