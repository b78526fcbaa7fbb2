namespace Followup.Journey.Tests;

public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("followup-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
