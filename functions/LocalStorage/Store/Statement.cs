using System.Text;
using SQLitePCL;
using static SQLitePCL.raw;

namespace Followup.LocalStorage.Store;

/// <summary>A prepared statement of one connection. Disposing it makes it ready for its next use; spans of its row end then.</summary>
internal sealed class Statement(Connection connection, sqlite3_stmt handle) : IDisposable
{
    public Statement Bind(int index, long value)
    {
        connection.Check(sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public Statement Bind(int index, long? value)
    {
        connection.Check(value is { } given ? sqlite3_bind_int64(handle, index, given) : sqlite3_bind_null(handle, index));
        return this;
    }

    public Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        // a blob of no bytes would be bound as NULL
        connection.Check(value.IsEmpty ? sqlite3_bind_zeroblob(handle, index, 0) : sqlite3_bind_blob(handle, index, value));
        return this;
    }

    public Statement Bind(int index, string value)
    {
        connection.Check(sqlite3_bind_text(handle, index, value));
        return this;
    }

    /// <summary>Whether there is a row, or another one.</summary>
    public bool Step()
    {
        var result = sqlite3_step(handle);
        if (result != SQLITE_DONE) connection.Check(result);
        return result == SQLITE_ROW;
    }

    /// <summary>For a statement that shows nothing.</summary>
    public void Run()
    {
        try
        {
            Step();
        }
        finally
        {
            Dispose();
        }
    }

    public long Int64(int column) => sqlite3_column_int64(handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Blob(column));

    /// <summary>The bytes as SQLite holds them, until the next step.</summary>
    public ReadOnlySpan<byte> Blob(int column) => sqlite3_column_blob(handle, column);

    public void Dispose()
    {
        _ = sqlite3_reset(handle); // tells the failure of the last step again
        _ = sqlite3_clear_bindings(handle);
    }

    public void Finish() => handle.Dispose();
}
