using System.Text;
using System.Text.Json;
using System.Threading.Channels;

namespace Followup.Local.Mail;

/// <summary>
/// The mails that were caught, oldest first, kept in <c>mails.jsonl</c>: one line a mail, flushed to disk before the sender is told. What
/// has gathered during one flush goes to the disk with the next.
/// </summary>
public sealed class MailBox : IAsyncDisposable
{
    // mails of one flush: some megabytes
    private const int MostTogether = 100;

    private readonly Lock changing = new();
    private readonly List<CaughtMail> mails = [];
    private readonly Channel<Waiting> waiting = Channel.CreateUnbounded<Waiting>(new() { SingleReader = true });
    private readonly FileStream file;
    private readonly Task writing;

    // bytes of the file that hold whole mails
    private long whole;

    private readonly record struct Waiting(CaughtMail Mail, TaskCompletionSource Kept);

    public MailBox(DataFolder folder)
    {
        file = new FileStream(folder.File("mails.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        ReadWhatWasKept();
        writing = Task.Run(WriteAsync);
    }

    public int Count
    {
        get
        {
            lock (changing) return mails.Count;
        }
    }

    public IReadOnlyList<CaughtMail> All()
    {
        lock (changing) return [.. mails];
    }

    public CaughtMail? Find(string id)
    {
        lock (changing) return mails.Find(mail => mail.Id == id);
    }

    /// <summary>Completes when the mail is on the disk.</summary>
    public Task KeepAsync(CaughtMail mail)
    {
        var one = new Waiting(mail, new(TaskCreationOptions.RunContinuationsAsynchronously));
        ObjectDisposedException.ThrowIf(!waiting.Writer.TryWrite(one), this);
        return one.Kept.Task;
    }

    public async ValueTask DisposeAsync()
    {
        waiting.Writer.Complete();
        await writing;
        await file.DisposeAsync();
    }

    private async Task WriteAsync()
    {
        List<Waiting> together = [];
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (together.Count < MostTogether && waiting.Reader.TryRead(out var one)) together.Add(one);
            try
            {
                Write(together.Select(one => one.Mail));
                lock (changing) mails.AddRange(together.Select(one => one.Mail));
                together.ForEach(one => one.Kept.SetResult());
            }
            catch (Exception e)
            {
                together.ForEach(one => one.Kept.SetException(e));
            }
            together.Clear();
        }
    }

    /// <summary>
    /// What a write before has left half done, on a full disk, goes first: mails behind it would be lost with the next start.
    /// </summary>
    private void Write(IEnumerable<CaughtMail> kept)
    {
        using var lines = new MemoryStream();
        foreach (var mail in kept)
        {
            JsonSerializer.Serialize(lines, mail, JsonSerializerOptions.Web);
            lines.WriteByte((byte)'\n');
        }
        file.SetLength(whole);
        file.Position = whole;
        lines.WriteTo(file);
        file.Flush(flushToDisk: true);
        whole += lines.Length;
    }

    private void ReadWhatWasKept()
    {
        using var reader = new StreamReader(file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            // a line that a kill cut short was never acknowledged
            if (TryRead(line) is not { } mail) break;
            mails.Add(mail);
            whole += Encoding.UTF8.GetByteCount(line) + 1;
        }
        var endsWhole = whole <= file.Length;
        file.SetLength(Math.Min(whole, file.Length));
        if (endsWhole) return;
        // cut just before its line break, the last mail is whole all the same
        file.Position = whole - 1;
        file.WriteByte((byte)'\n');
    }

    private static CaughtMail? TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<CaughtMail>(line, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
