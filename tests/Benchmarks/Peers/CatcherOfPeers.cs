using Followup.Local;
using Followup.Local.Mail;

namespace Followup.Benchmarks.Peers;

/// <summary>The mail catcher of Local, in this process, for one system that is compared.</summary>
internal sealed class CatcherOfPeers : IAsyncDisposable
{
    public const string Key = "SG.benchmark";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(30);

    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("followup-benchmarks-");
    private readonly DataFolder folder;
    private readonly MailBox box;
    private MailCatcher catcher = null!;

    private CatcherOfPeers()
    {
        folder = DataFolder.Open(temporary.FullName);
        box = new(folder);
    }

    public Uri Address => catcher.Address;

    public long Calls => catcher.Calls;

    /// <summary>The pages that the mails lead to, one a mail.</summary>
    public IEnumerable<Uri> Pages => box.All().Select(mail => mail.Links
        .Select(link => new Uri(link))
        .Single(link => link is { Query: "" } && link.AbsolutePath.StartsWith("/s/", StringComparison.Ordinal)));

    public static async Task<CatcherOfPeers> StartAsync(CancellationToken ct)
    {
        var mails = new CatcherOfPeers();
        mails.catcher = await MailCatcher.StartAsync(Key, mails.box, events: null, TimeProvider.System, ct);
        return mails;
    }

    /// <summary>Waits until so many mails have come to a round's recipients; reminders to those of an earlier one do not count.</summary>
    /// <exception cref="InvalidOperationException">Some had come before anybody asked for them.</exception>
    public async Task UntilAsync(int round, int count, CancellationToken ct)
    {
        var (missing, all) = Missing(round, count);
        if (missing < count) throw new InvalidOperationException("Mails were sent before the time was taken.");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Longest);
        for (; missing > 0; (missing, all) = Missing(round, count))
        {
            // polled: the box tells nobody; and not looked into before there are as many more as are missing
            while (box.Count < all + missing) await Task.Delay(Poll, limit.Token);
        }
    }

    /// <exception cref="InvalidOperationException">Not each of them got exactly one mail.</exception>
    public void Check(IEnumerable<Recipient> recipients)
    {
        var came = box.All().CountBy(mail => mail.To).ToDictionary();
        foreach (var recipient in recipients)
        {
            var mails = came.GetValueOrDefault(recipient.Address);
            if (mails != 1) throw new InvalidOperationException($"{recipient.Address} got {mails} mails, and should have got one.");
        }
    }

    private (int Missing, int All) Missing(int round, int count)
    {
        var prefix = Recipient.PrefixOf(round);
        var all = box.All();
        return (count - all.Count(mail => mail.To.StartsWith(prefix, StringComparison.Ordinal)), all.Count);
    }

    public async ValueTask DisposeAsync()
    {
        await catcher.DisposeAsync();
        await box.DisposeAsync();
        folder.Dispose();
        temporary.Delete(recursive: true);
    }
}
