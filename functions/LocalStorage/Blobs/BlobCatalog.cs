using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Blobs;

/// <summary>The containers and blobs by name, in the database; the bytes lie in files that it names.</summary>
internal sealed class BlobCatalog(Database database)
{
    private const string Columns = "select name, file, length, type, stamp from blobs";

    public async Task<(Refusal?, long Stamp)> CreateContainerAsync(string container)
    {
        var stamp = 0L;
        var refusal = await database.WriteAsync((connection, clock) =>
        {
            stamp = clock.Next();
            connection.Prepared("insert or ignore into containers(name, stamp) values(?1, ?2)").Bind(1, container).Bind(2, stamp).Run();
            return connection.Changes > 0 ? null : Refusal.ContainerAlreadyExists;
        });
        return (refusal, stamp);
    }

    public Task<Refusal?> DeleteContainerAsync(string container) => database.WriteAsync((connection, _) =>
    {
        connection.Prepared("delete from containers where name = ?1").Bind(1, container).Run();
        if (connection.Changes == 0) return Refusal.ContainerNotFound;
        connection.Prepared("delete from blobs where container = ?1").Bind(1, container).Run();
        return null;
    });

    public long? FindContainer(string container) => database.Read(connection => StampOf(connection, container));

    public BlobRow? Find(string container, string name) => database.Read(connection => Find(connection, container, name));

    /// <summary>Blobs in the order of their names, from one on.</summary>
    public List<BlobRow> List(string container, string prefix, string from, int most) => database.Read(connection =>
    {
        using var found = connection
            .Prepared($"{Columns} where container = ?1 and name >= ?2 and substr(name, 1, length(?3)) = ?3 order by name limit ?4")
            .Bind(1, container).Bind(2, from).Bind(3, prefix).Bind(4, most);
        var rows = new List<BlobRow>();
        while (found.Step()) rows.Add(Row(found));
        return rows;
    });

    public HashSet<string> Files() => database.Read(connection =>
    {
        using var found = connection.Prepared("select file from blobs");
        var files = new HashSet<string>();
        while (found.Step()) files.Add(found.Text(0));
        return files;
    });

    /// <summary>Names the file as the blob's content, and tells which it was before.</summary>
    public async Task<(Refusal?, BlobRow Written, string? Before)> PutAsync(string container, BlobRow blob, BlobCondition condition)
    {
        string? before = null;
        var written = blob;
        var refusal = await database.WriteAsync((connection, clock) =>
        {
            if (StampOf(connection, container) is null) return Refusal.ContainerNotFound;
            var old = Find(connection, container, blob.Name);
            if (condition.MustBeNew && old is not null) return Refusal.BlobAlreadyExists;
            if (condition.ETag is { } etag && (old is null || etag != "*" && etag != old.ETag)) return Refusal.ConditionNotMet;
            (before, written) = (old?.File, blob with { Stamp = clock.Next() });
            connection.Prepared(
                    "insert or replace into blobs(container, name, file, length, type, stamp) values(?1, ?2, ?3, ?4, ?5, ?6)")
                .Bind(1, container).Bind(2, written.Name).Bind(3, written.File).Bind(4, written.Length).Bind(5, written.ContentType)
                .Bind(6, written.Stamp).Run();
            return null;
        });
        return (refusal, written, before);
    }

    public async Task<(Refusal?, string? Before)> DeleteAsync(string container, string name)
    {
        string? before = null;
        var refusal = await database.WriteAsync((connection, _) =>
        {
            if (Find(connection, container, name) is not { } old) return Refusal.BlobNotFound;
            before = old.File;
            connection.Prepared("delete from blobs where container = ?1 and name = ?2").Bind(1, container).Bind(2, name).Run();
            return null;
        });
        return (refusal, before);
    }

    private static long? StampOf(Connection connection, string container)
    {
        using var found = connection.Prepared("select stamp from containers where name = ?1").Bind(1, container);
        return found.Step() ? found.Int64(0) : null;
    }

    private static BlobRow? Find(Connection connection, string container, string name)
    {
        using var found = connection.Prepared($"{Columns} where container = ?1 and name = ?2").Bind(1, container).Bind(2, name);
        return found.Step() ? Row(found) : null;
    }

    private static BlobRow Row(Statement found) =>
        new(found.Text(0), found.Text(1), found.Int64(2), found.Text(3), found.Int64(4));
}
