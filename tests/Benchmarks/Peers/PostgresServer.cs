using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Followup.Benchmarks.Harness;
using Followup.Local;
using Npgsql;

namespace Followup.Benchmarks.Peers;

/// <summary>
/// Debian's PostgreSQL in a temporary folder, on a free port of loopback, with the settings that initdb writes: each commit waits for the
/// disk. It refuses to run as root, and then runs as the user postgres.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private const string Missing = "The comparison with other schedulers needs PostgreSQL: apt-get install -y postgresql.";
    private static readonly TimeSpan ToStart = TimeSpan.FromSeconds(60);

    private readonly string folder;
    private readonly Process process;
    private readonly NpgsqlConnectionStringBuilder connection;
    private int databases;

    private PostgresServer(string folder, Process process, NpgsqlConnectionStringBuilder connection) =>
        (this.folder, this.process, this.connection) = (folder, process, connection);

    public WatchedProcess Watched => new("postgres", () => ProcessTree.Read(process.Id));

    /// <exception cref="CannotMeasureException">It is not installed.</exception>
    public static string Require()
    {
        var versions = new DirectoryInfo("/usr/lib/postgresql");
        return (versions.Exists ? versions.EnumerateDirectories() : [])
            .OrderByDescending(version => double.Parse(version.Name, CultureInfo.InvariantCulture))
            .Select(version => Path.Combine(version.FullName, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "initdb"))) ?? throw new CannotMeasureException(Missing);
    }

    public static async Task<PostgresServer> StartAsync(CancellationToken ct)
    {
        var bin = Require();
        var folder = (await RunAsync(ct, "mktemp", "-d", Path.Combine(Path.GetTempPath(), "followup-postgres-XXXXXX"))).Trim();
        var (data, passwordFile) = (Path.Combine(folder, "data"), Path.Combine(folder, "password"));
        var connection = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = FreePort.Or(0),
            Username = "benchmark",
            Password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16)),
            Database = "postgres",
            // PostgreSQL's own limit is a hundred, some of them reserved
            MaxPoolSize = 90,
        };
        await File.WriteAllTextAsync(passwordFile, connection.Password, ct);
        await RunAsync(
            ct, Path.Combine(bin, "initdb"), "-D", data, "-U", connection.Username, $"--pwfile={passwordFile}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C.UTF-8");
        var start = Start(
            Path.Combine(bin, "postgres"), "-D", data, "-p", connection.Port.ToString(CultureInfo.InvariantCulture),
            "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "logging_collector=on");
        var server = new PostgresServer(folder, start, connection);
        try
        {
            await server.UntilReadyAsync(ct);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The connection string of a database that is new.</summary>
    public async Task<string> NewDatabaseAsync(CancellationToken ct)
    {
        var name = $"peer{++databases}";
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand($"CREATE DATABASE {name}");
        await command.ExecuteNonQueryAsync(ct);
        return new NpgsqlConnectionStringBuilder(connection.ConnectionString) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            // SIGINT: a fast shutdown, which rolls back what is open
            using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await process.WaitForExitAsync();
        }
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task UntilReadyAsync(CancellationToken ct)
    {
        var began = TimeProvider.System.GetTimestamp();
        await using var source = NpgsqlDataSource.Create(connection);
        while (true)
        {
            try
            {
                await using var open = await source.OpenConnectionAsync(ct);
                return;
            }
            catch (NpgsqlException e)
            {
                if (process.HasExited) throw new InvalidOperationException("PostgreSQL has ended at its start.", e);
                if (TimeProvider.System.GetElapsedTime(began) > ToStart) throw;
                await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
            }
        }
    }

    private static async Task<string> RunAsync(CancellationToken ct, params string[] command)
    {
        using var process = Start(command);
        var output = process.StandardOutput.ReadToEndAsync(ct);
        var errors = await process.StandardError.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{command[0]}: {errors.Trim()}");
    }

    private static Process Start(params string[] command)
    {
        if (Environment.IsPrivilegedProcess)
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", .. command];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start)!;
    }
}
