using System.Text;
using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Store;

/// <summary>The changes of rows, made on the writing thread, conditions and all.</summary>
internal static class RowWriter
{
    private const string Insert = "insert or ignore into rows(t, pk, rk, stamp, members) values(?1, ?2, ?3, ?4, ?5)";
    private const string Upsert = "insert or replace into rows(t, pk, rk, stamp, members) values(?1, ?2, ?3, ?4, ?5)";
    private const string Find = "select stamp, members from rows where t = ?1 and pk = ?2 and rk = ?3";
    private const string Update = """
        update rows set stamp = ?4, members = ?5 where t = ?1 and pk = ?2 and rk = ?3 and (?6 is null or stamp = ?6)
        """;

    private const string Delete = "delete from rows where t = ?1 and pk = ?2 and rk = ?3 and (?4 is null or stamp = ?4)";

    public static Refusal? Apply(Connection connection, long table, RowWrite write, long stamp)
    {
        switch (write.Kind)
        {
            case WriteKind.Insert:
                return Store(connection, Insert, table, write, stamp, write.Members) ? null : Refusal.EntityAlreadyExists;
            case WriteKind.Delete:
                At(connection, Delete, table, write).Bind(4, write.Condition.Stamp).Run();
                return connection.Changes > 0 ? null : Missed(connection, table, write);
            case WriteKind.Replace:
                return Put(connection, table, write, stamp, write.Members);
            default:
                var (refusal, merged) = Merged(connection, table, write);
                return refusal ?? Put(connection, table, write, stamp, merged);
        }
    }

    private static Refusal? Put(Connection connection, long table, RowWrite write, long stamp, byte[] members) =>
        Store(connection, write.Condition.MustExist ? Update : Upsert, table, write, stamp, members)
            ? null
            : Missed(connection, table, write);

    private static bool Store(Connection connection, string sql, long table, RowWrite write, long stamp, byte[] members)
    {
        var statement = At(connection, sql, table, write).Bind(4, stamp).Bind(5, members);
        if (sql == Update) statement.Bind(6, write.Condition.Stamp);
        statement.Run();
        return connection.Changes > 0;
    }

    private static (Refusal?, byte[]) Merged(Connection connection, long table, RowWrite write)
    {
        using var found = At(connection, Find, table, write);
        if (!found.Step()) return (null, write.Members);
        var merged = Members.Merge(found.Blob(1), write.Members);
        return (Members.LimitOf(CharsOf(write.Keys), merged), merged);
    }

    private static Refusal Missed(Connection connection, long table, RowWrite write)
    {
        using var found = At(connection, Find, table, write);
        return found.Step() ? Refusal.UpdateConditionNotSatisfied : Refusal.ResourceNotFound;
    }

    private static int CharsOf(RowKeys keys) => Encoding.UTF8.GetCharCount(keys.Partition) + Encoding.UTF8.GetCharCount(keys.Row);

    private static Statement At(Connection connection, string sql, long table, RowWrite write) =>
        connection.Prepared(sql).Bind(1, table).Bind(2, write.Keys.Partition).Bind(3, write.Keys.Row);
}
