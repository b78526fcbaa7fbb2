using Azure.Messaging.ServiceBus;
using Followup.Invitations;
using Followup.Local.Mail;
using Followup.Shared;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests.Invitations;

/// <summary>A system of its own, whose clock the test moves: one program, one manager with reports, all of them in UTC.</summary>
public sealed class Weeks : IAsyncDisposable
{
    private readonly SystemFixture fixture;

    private Weeks(Action<IServiceCollection>? services) => fixture = new() { Services = services };

    public SystemFixture Fixture => fixture;
    public string Program { get; private set; } = "";
    public string CompletedOn { get; private set; } = "";
    public string[] Learners { get; private set; } = [];
    public IReadOnlyList<CaughtMail> Mails => fixture.System.Mails.Box.All();
    public IEnumerable<CaughtMail> ToManager => Mails.Where(mail => mail.To.StartsWith("boss", StringComparison.Ordinal));
    public IEnumerable<CaughtMail> ToLearners => Mails.Except(ToManager);
    public MailFaults Faults => fixture.System.Mails.Faults;

    public static async Task<Weeks> StartAsync(
        int learners, string completedOn = "", string more = "", Action<IServiceCollection>? services = null)
    {
        var weeks = new Weeks(services);
        await weeks.fixture.InitializeAsync();
        weeks.Program = await weeks.fixture.NewProgramAsync(more);
        weeks.Learners = [.. Enumerable.Range(1, learners).Select(number => $"e{number}")];
        var people = weeks.Learners.Select(id => $"{id},{id}@weeks.example,Learner {id},boss,Etc/UTC");
        await weeks.fixture.ImportPeopleAsync($"id,email,name,managerId,timeZone\nboss,boss@weeks.example,The Boss,,Etc/UTC\n{string.Join('\n', people)}");
        weeks.CompletedOn = completedOn == "" ? weeks.Today : completedOn;
        await weeks.CompleteAsync(weeks.CompletedOn, weeks.Learners);
        return weeks;
    }

    public string Today => fixture.System.Clock.GetUtcNow().ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    public async Task<Answered> CompleteAsync(string on, params string[] learners)
    {
        var items = learners.Select(id => $$"""{"program":"{{Program}}","learner":"{{id}}","completedAt":"{{on}}"}""");
        var answered = await fixture.PostCompletionsAsync($"[{string.Join(',', items)}]");
        await fixture.System.DrainAsync(TestContext.Current.CancellationToken);
        return answered;
    }

    public Task AdvanceAsync(Period by) => fixture.System.AdvanceAsync(by, TestContext.Current.CancellationToken);

    /// <summary>To half a minute past nine of the day on which everything is due: what is tried again later has not been yet.</summary>
    public async Task UntilDueAsync()
    {
        var due = (await InvitationsAsync()).Max(row => row.DueAt);
        await AdvanceAsync(Period.FromSeconds((long)(due - fixture.System.Clock.GetUtcNow()).TotalSeconds + 30));
    }

    public async Task<IReadOnlyList<InvitationRow>> InvitationsAsync() =>
        await Service<Tables>().Invitations.QueryAsync<InvitationRow>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync();

    public T Service<T>() where T : notnull => fixture.System.Services.GetRequiredService<T>();

    public Task RingAsync(params ServiceBusMessage[] alarms) => Service<Queues>().Due.SendAllAsync(alarms, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => fixture.DisposeAsync();
}
