using System.Collections.Concurrent;
using Followup.LocalStorage.Errors;

namespace Followup.LocalStorage.Blobs;

/// <summary>
/// The bytes of blobs, in files beside the database. A file is on the disk before the database names it, and goes after the database has
/// forgotten it; what is left between is deleted at the next start.
/// </summary>
internal sealed class BlobFiles
{
    private const int BufferSize = 128 * 1024;

    private readonly string folder;
    private readonly ConcurrentDictionary<(string Container, string Blob), ConcurrentDictionary<string, string>> blocks = [];

    public BlobFiles(string folder, BlobCatalog catalog)
    {
        (this.folder, Catalog) = (folder, catalog);
        Directory.CreateDirectory(folder);
        var named = catalog.Files();
        foreach (var file in Directory.EnumerateFiles(folder).Where(file => !named.Contains(Path.GetFileName(file)))) File.Delete(file);
    }

    public BlobCatalog Catalog { get; }

    /// <summary>Keeps a block until a list of blocks names it, or until the server stops.</summary>
    public async Task<Refusal?> StageAsync(string container, string blob, string blockId, Stream content, CancellationToken ct)
    {
        if (Catalog.FindContainer(container) is null) return Refusal.ContainerNotFound;
        var file = await WriteAsync([content], ct);
        var staged = blocks.GetOrAdd((container, blob), _ => []);
        if (staged.TryGetValue(blockId, out var before)) Delete(before);
        staged[blockId] = file;
        return null;
    }

    public async Task<(Refusal?, BlobRow?)> CommitAsync(
        string container, string blob, IReadOnlyList<string> blockIds, string contentType, BlobCondition condition, CancellationToken ct)
    {
        var staged = blocks.GetValueOrDefault((container, blob)) ?? [];
        var files = blockIds.Select(id => staged.GetValueOrDefault(id)).OfType<string>().ToList();
        if (files.Count < blockIds.Count) return (Refusal.InvalidBlockList, null);
        var content = await WriteAsync(files.Select(Open), ct);
        var (refusal, written) = await PutAsync(container, blob, content, contentType, condition);
        if (refusal is null && blocks.TryRemove((container, blob), out var done))
        {
            foreach (var file in done.Values) Delete(file);
        }
        return (refusal, written);
    }

    public async Task<(Refusal?, BlobRow?)> PutAsync(
        string container, string blob, Stream content, string contentType, BlobCondition condition, CancellationToken ct) =>
        await PutAsync(container, blob, await WriteAsync([content], ct), contentType, condition);

    public async Task<Refusal?> DeleteAsync(string container, string blob)
    {
        var (refusal, before) = await Catalog.DeleteAsync(container, blob);
        Delete(before);
        return refusal;
    }

    public async Task<Refusal?> DeleteContainerAsync(string container)
    {
        var files = Catalog.List(container, "", "", int.MaxValue).ConvertAll(blob => blob.File);
        var refusal = await Catalog.DeleteContainerAsync(container);
        if (refusal is null) files.ForEach(Delete);
        return refusal;
    }

    /// <summary>The blob and its bytes, which stay readable when it is written anew meanwhile; null if there is no such blob.</summary>
    public (BlobRow, FileStream)? Open(string container, string name)
    {
        while (Catalog.Find(container, name) is { } blob)
        {
            try
            {
                return (blob, Open(blob.File));
            }
            catch (FileNotFoundException) when (Catalog.Find(container, name)?.File != blob.File)
            {
                // written anew between the two looks
            }
        }
        return null;
    }

    private async Task<(Refusal?, BlobRow?)> PutAsync(
        string container, string blob, string file, string contentType, BlobCondition condition)
    {
        var length = new FileInfo(Path.Combine(folder, file)).Length;
        var (refusal, written, before) = await Catalog.PutAsync(container, new(blob, file, length, contentType, 0), condition);
        Delete(refusal is null ? before : file);
        return (refusal, refusal is null ? written : null);
    }

    private async Task<string> WriteAsync(IEnumerable<Stream> parts, CancellationToken ct)
    {
        var name = Guid.NewGuid().ToString("n");
        try
        {
            await using var file = new FileStream(
                Path.Combine(folder, name), FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize, FileOptions.Asynchronous);
            foreach (var part in parts)
            {
                await using (part) await part.CopyToAsync(file, BufferSize, ct);
            }
            file.Flush(flushToDisk: true);
            return name;
        }
        catch
        {
            Delete(name);
            throw;
        }
    }

    private FileStream Open(string file)
    {
        var path = Path.Combine(folder, file);
        return new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous);
    }

    private void Delete(string? file)
    {
        if (file is null) return;
        try
        {
            File.Delete(Path.Combine(folder, file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // on Windows while it is being read: the next start deletes it
        }
    }
}
