namespace Followup.Journey.Tests;

/// <summary>The cohort on the day its check-ins are out: a running system, and its mails.</summary>
public sealed class CheckIn : IAsyncDisposable
{
    private readonly TemporaryFolder data = new();
    private IReadOnlyList<Mail> mails = [];

    public LocalProcess Local { get; private set; } = null!;

    public static async Task<CheckIn> StartAsync(params string[] options)
    {
        var checkIn = new CheckIn();
        checkIn.Local = await LocalProcess.StartAsync(checkIn.data.Path, ["--clock", "simulated", .. options]);
        await Cohort.ImportAsync(checkIn.Local);
        // to the day before the check-ins are due, and on until the mails to everybody are out
        await checkIn.Local.AdvanceAsync("P41D");
        checkIn.mails = await checkIn.Local.AdvanceUntilAsync(invitations: 5);
        return checkIn;
    }

    public IReadOnlyList<Mail> Mails => mails;

    public Mail MailTo(string person) => mails.First(mail => mail.To.StartsWith(person, StringComparison.Ordinal) && !mail.IsReminder);

    public async ValueTask DisposeAsync()
    {
        if (Local is not null) await Local.DisposeAsync();
        data.Dispose();
    }
}
