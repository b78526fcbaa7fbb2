using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Azure.Messaging.ServiceBus;
using Followup.Local.Mail;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests;

/// <summary>A system of its own, whose clock the test moves: one program, one manager with reports, all of them in UTC.</summary>
public sealed class Weeks : IAsyncDisposable
{
    private readonly SystemFixture fixture;

    private Weeks(Action<IServiceCollection>? services, IReadOnlyList<string>? settings) => fixture = new() { Services = services, Settings = settings };

    public SystemFixture Fixture => fixture;
    public string Program { get; private set; } = "";
    public string CompletedOn { get; private set; } = "";
    public string[] Learners { get; private set; } = [];
    public IReadOnlyList<CaughtMail> Mails => fixture.System.Mails.Box.All();
    public IEnumerable<CaughtMail> ToManager => Mails.Where(mail => mail.To.StartsWith("boss", StringComparison.Ordinal));
    public IEnumerable<CaughtMail> ToLearners => Mails.Except(ToManager);
    public MailFaults Faults => fixture.System.Mails.Faults;

    public static async Task<Weeks> StartAsync(
        int learners, string completedOn = "", string more = "", Action<IServiceCollection>? services = null, IReadOnlyList<string>? settings = null)
    {
        var weeks = new Weeks(services, settings);
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
    public Task UntilDueAsync() => UntilAsync(_ => true);

    /// <summary>Likewise, of some of them.</summary>
    public async Task UntilAsync(Func<InvitationRow, bool> chosen)
    {
        var due = (await InvitationsAsync()).Where(chosen).Max(row => row.DueAt);
        await AdvanceAsync(Period.FromSeconds((long)(due - fixture.System.Clock.GetUtcNow()).TotalSeconds + 30));
    }

    public async Task<IReadOnlyList<InvitationRow>> InvitationsAsync() =>
        await Service<Tables>().Invitations.QueryAsync<InvitationRow>(cancellationToken: TestContext.Current.CancellationToken).ToListAsync();

    public T Service<T>() where T : notnull => fixture.System.Services.GetRequiredService<T>();

    public Task RingAsync(params ServiceBusMessage[] alarms) => Service<Queues>().Due.SendAllAsync(alarms, TestContext.Current.CancellationToken);

    /// <summary>The page behind a mail, as a person without scripts sees it.</summary>
    public async Task<IDocument> OpenAsync(Uri address)
    {
        using var got = await fixture.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return await ParseAsync(got, address);
    }

    /// <summary>Posts the form that holds this field, with what is filled in already and these fields.</summary>
    public async Task<IDocument> PostAsync(Uri address, string holding, params (string Field, string Value)[] fields)
    {
        using var page = await OpenAsync(address);
        var form = page.Forms.First(form => form.QuerySelector(holding) is not null);
        using var content = new FormUrlEncodedContent(form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(input => (input.Name!, input.Value))
            .Concat(fields).Select(one => KeyValuePair.Create(one.Item1, one.Item2)));
        using var posted = await fixture.Http.PostAsync(new Uri(address, form.Action), content, TestContext.Current.CancellationToken);
        return posted.Headers.Location is { } location ? await OpenAsync(new Uri(address, location)) : await ParseAsync(posted, address);
    }

    public static Uri PageOf(CaughtMail mail) => new(mail.Links.Single(link => link.Contains("/s/", StringComparison.Ordinal) && !link.Contains('?', StringComparison.Ordinal)));

    public static Uri StopOf(CaughtMail mail) => new(mail.Links.Single(link => link.Contains("/unsubscribe/", StringComparison.Ordinal)));

    private static async Task<IDocument> ParseAsync(HttpResponseMessage response, Uri address)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(answer => answer.Content(html).Address(address).Status(response.StatusCode));
    }

    public ValueTask DisposeAsync() => fixture.DisposeAsync();
}
