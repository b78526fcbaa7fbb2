using SQLitePCL;
using static SQLitePCL.raw;

namespace Followup.LocalStorage.Store;

/// <summary>A connection to the database and its prepared statements, for one thread at a time.</summary>
internal sealed class Connection : IDisposable
{
    private const int Patience = 30_000; // milliseconds; WAL has readers wait for nothing but another connection's opening

    private readonly Dictionary<string, Statement> statements = [];
    private readonly sqlite3 handle;

    static Connection() => Batteries_V2.Init();

    /// <param name="first">Statements that set the connection up.</param>
    public Connection(string path, string first)
    {
        Check(sqlite3_open_v2(path, out handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, null));
        Check(sqlite3_busy_timeout(handle, Patience));
        Check(sqlite3_exec(handle, first));
    }

    /// <summary>How many rows the last statement changed.</summary>
    public int Changes => sqlite3_changes(handle);

    /// <summary>The statement of this text, which lives as long as the connection.</summary>
    public Statement Prepared(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            Check(sqlite3_prepare_v3(handle, sql, SQLITE_PREPARE_PERSISTENT, out var prepared));
            statements[sql] = statement = new(this, prepared);
        }
        return statement;
    }

    public void Execute(string sql) => Prepared(sql).Run();

    /// <exception cref="IOException">SQLite said no.</exception>
    public void Check(int result)
    {
        if (result is SQLITE_OK or SQLITE_ROW) return;
        var text = handle is null ? sqlite3_errstr(result) : sqlite3_errmsg(handle);
        throw new IOException($"The storage data could not be read or written: {text.utf8_to_string()} ({result}).");
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values) statement.Finish();
        handle.Dispose();
    }
}
