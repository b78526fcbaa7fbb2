using System.Text.Json;

namespace Followup.Local.Mail;

/// <summary>
/// The mails that were caught, oldest first, kept in <c>mails.jsonl</c>: one line a mail, flushed to disk before the sender is told.
/// </summary>
public sealed class MailBox : IDisposable
{
    private readonly Lock changing = new();
    private readonly List<CaughtMail> mails = [];
    private readonly FileStream file;

    public MailBox(DataFolder folder)
    {
        file = new FileStream(folder.File("mails.jsonl"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        using var reader = new StreamReader(file, leaveOpen: true);
        var whole = 0L;
        while (reader.ReadLine() is { } line)
        {
            // a line that a kill cut short was never acknowledged
            if (TryRead(line) is not { } mail) break;
            mails.Add(mail);
            whole += System.Text.Encoding.UTF8.GetByteCount(line) + 1;
        }
        var endsWhole = whole <= file.Length;
        file.SetLength(Math.Min(whole, file.Length));
        file.Seek(0, SeekOrigin.End);
        // cut just before its line break, the last mail is whole all the same
        if (!endsWhole) file.WriteByte((byte)'\n');
    }

    public IReadOnlyList<CaughtMail> All()
    {
        lock (changing) return [.. mails];
    }

    public CaughtMail? Find(string id)
    {
        lock (changing) return mails.Find(mail => mail.Id == id);
    }

    public void Keep(CaughtMail mail)
    {
        lock (changing)
        {
            file.Write([.. JsonSerializer.SerializeToUtf8Bytes(mail, JsonSerializerOptions.Web), (byte)'\n']);
            file.Flush(flushToDisk: true);
            mails.Add(mail);
        }
    }

    public void Dispose() => file.Dispose();

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
