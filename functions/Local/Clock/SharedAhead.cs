using System.IO.MemoryMappedFiles;

namespace Followup.Local.Clock;

/// <summary>
/// How far the simulated clock is ahead: a file of one number, mapped into the memory of this process and of the function app's. Both
/// see a jump at once, so that nothing that is due by it is handled on yesterday's clock.
/// </summary>
public sealed class SharedAhead : IDisposable
{
    private readonly MemoryMappedFile file;
    private readonly MemoryMappedViewAccessor number;

    public SharedAhead(string path)
    {
        file = MemoryMappedFile.CreateFromFile(path, FileMode.OpenOrCreate, null, sizeof(long));
        number = file.CreateViewAccessor(0, sizeof(long));
    }

    // one aligned word: never half of the old and half of the new
    public TimeSpan Value
    {
        get => TimeSpan.FromTicks(number.ReadInt64(0));
        set => number.Write(0, value.Ticks);
    }

    public void Dispose()
    {
        number.Dispose();
        file.Dispose();
    }
}
