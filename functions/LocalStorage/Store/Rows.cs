using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Store;

/// <summary>Rows of tables that are there. Table names do not differ by case.</summary>
internal sealed class Rows(Database database)
{
    private const string Point = "select pk, rk, stamp, members from rows where t = ?1 and pk = ?2 and rk = ?3";
    private const string FromOn = "select pk, rk, stamp, members from rows where t = ?1 and (pk, rk) >= (?2, ?3) order by pk, rk";
    private const string Between = """
        select pk, rk, stamp, members from rows where t = ?1 and (pk, rk) >= (?2, ?3) and (pk, rk) < (?4, ?5) order by pk, rk
        """;

    /// <summary>Shows the row, if there is one.</summary>
    public Refusal? Find(string table, RowKeys keys, RowVisitor visit) =>
        Visit(table, opened => At(opened, Point, keys), visit);

    /// <summary>Shows rows in the order of their keys, until there is none or no other is wanted.</summary>
    public Refusal? Scan(string table, KeyRange range, RowVisitor visit) => Visit(
        table,
        opened => range.Before is { } before
            ? At(opened, Between, range.From).Bind(4, before.Partition).Bind(5, before.Row)
            : At(opened, FromOn, range.From),
        visit);

    /// <summary>Makes all of the writes, or none if one is refused, which the refusal then counts from 0 where there are several.</summary>
    /// <param name="stamps">Gets the stamp of each write.</param>
    public Task<Refusal?> WriteAsync(string table, IReadOnlyList<RowWrite> writes, long[] stamps, bool counted) =>
        database.WriteAsync((connection, clock) =>
        {
            if (Catalog.Find(connection, table) is not { } id) return counted ? Refusal.TableNotFound.At(0) : Refusal.TableNotFound;
            for (var i = 0; i < writes.Count; i++)
            {
                stamps[i] = clock.Next();
                if (RowWriter.Apply(connection, id, writes[i], stamps[i]) is { } refusal) return counted ? refusal.At(i) : refusal;
            }
            return null;
        });

    private Refusal? Visit(string table, Func<(Connection Connection, long Table), Statement> select, RowVisitor visit) =>
        database.Read(connection =>
        {
            if (Catalog.Find(connection, table) is not { } id) return Refusal.TableNotFound;
            using var found = select((connection, id));
            while (found.Step() && visit(new RowView(found.Blob(0), found.Blob(1), found.Int64(2), found.Blob(3))))
            {
            }
            return null;
        });

    private static Statement At((Connection Connection, long Table) at, string sql, RowKeys keys) =>
        at.Connection.Prepared(sql).Bind(1, at.Table).Bind(2, keys.Partition).Bind(3, keys.Row);
}
