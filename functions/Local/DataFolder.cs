namespace Followup.Local;

/// <summary>
/// The folder in which everything is kept, held by one system at a time: the operating system frees the lock however the holder ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    // how long a holder that was killed may take to let go
    private static readonly TimeSpan ToEnd = TimeSpan.FromSeconds(2);

    // EWOULDBLOCK on Linux and on macOS, ERROR_SHARING_VIOLATION on Windows; all else is a disk that is full or may not be written
    private static readonly int[] Held = [11, 35, unchecked((int)0x80070020)];

    private readonly FileStream heldLock;

    private DataFolder(string path, FileStream heldLock) => (Path, this.heldLock) = (path, heldLock);

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    public static DataFolder Open(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The data folder {path} cannot be made or written; choose another with --data.", e);
        }
        try
        {
            var file = System.IO.Path.Combine(path, "lock");
            return new(path, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeld(e))
        {
            throw new CannotStartException(
                $"Another Followup is running on the data folder {path}; stop it, or choose another with --data.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CannotStartException($"The data folder {path} cannot be written ({e.Message}); choose another with --data.", e);
        }
    }

    /// <summary>
    /// As <see cref="Open"/>, but with patience for a holder that was killed just now. A file lock cannot be waited for: it is tried again.
    /// </summary>
    public static async Task<DataFolder> OpenAsync(string path, CancellationToken ct)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ; await Task.Delay(TimeSpan.FromMilliseconds(50), ct))
        {
            try
            {
                return Open(path);
            }
            catch (CannotStartException e) when (IsHeld(e.InnerException) && TimeProvider.System.GetElapsedTime(began) < ToEnd)
            {
                // still held
            }
        }
    }

    /// <summary>An earlier version kept its tables in Azurite, whose files nothing else reads.</summary>
    /// <exception cref="CannotStartException">They are here.</exception>
    public void RefuseEarlierTables()
    {
        if (!Directory.Exists(File("azurite"))) return;
        throw new CannotStartException(
            $"The data folder {Path} was written by an earlier version, whose tables this one cannot read; delete it, or choose another "
            + "with --data, and bring its rows along, if you need them, as the runbook copies tables.");
    }

    public void Dispose() => heldLock.Dispose();

    private static bool IsHeld(Exception? e) => e is IOException && Held.Contains(e.HResult);
}
