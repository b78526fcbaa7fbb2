using System.Globalization;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Azure.Messaging.ServiceBus;
using Followup.Local.Demo;
using Followup.Local.Mail;
using Followup.Mailing;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests;

/// <summary>A system of its own, whose clock the test moves: one program, one manager with reports, all of them in UTC.</summary>
public sealed class Weeks : IAsyncDisposable
{
    private readonly SystemFixture fixture;

    private Weeks(Action<IServiceCollection>? services, IReadOnlyList<string>? settings) =>
        fixture = new() { Services = services, Settings = settings, BeginsOnMonday = true };

    public SystemFixture Fixture => fixture;
    public string Program { get; private set; } = "";
    public string CompletedOn { get; private set; } = "";
    public string[] Learners { get; private set; } = [];
    public IReadOnlyList<CaughtMail> Mails => fixture.System.Mails.Box.All();
    public IEnumerable<CaughtMail> ToManager => Mails.Where(mail => mail.To.StartsWith("boss", StringComparison.Ordinal));
    public IEnumerable<CaughtMail> ToLearners => Mails.Except(ToManager);
    public MailFaults Faults => fixture.System.Mails.Faults;

    /// <param name="completedOn">The day on which all learners have completed the program; today if it is not given.</param>
    /// <param name="more">Further members of the program's JSON, after a comma.</param>
    /// <param name="services">What the test watches the app with.</param>
    /// <param name="settings">Further settings of the app.</param>
    public static async Task<Weeks> StartAsync(
        int learners,
        string completedOn = "",
        string more = "",
        Action<IServiceCollection>? services = null,
        IReadOnlyList<string>? settings = null)
    {
        var weeks = new Weeks(services, settings);
        await weeks.fixture.InitializeAsync();
        weeks.Program = await weeks.fixture.NewProgramAsync(more);
        weeks.Learners = [.. Enumerable.Range(1, learners).Select(number => $"e{number}")];
        string[] people =
        [
            "id,email,name,managerId,timeZone",
            "boss,boss@weeks.example,The Boss,,Etc/UTC",
            .. weeks.Learners.Select(id => $"{id},{id}@weeks.example,Learner {id},boss,Etc/UTC"),
        ];
        await weeks.fixture.ImportPeopleAsync(string.Join('\n', people));
        weeks.CompletedOn = completedOn == "" ? weeks.Today : completedOn;
        await weeks.CompleteAsync(weeks.CompletedOn, weeks.Learners);
        return weeks;
    }

    public string Today => fixture.System.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The date so many days before today.</summary>
    public string DaysAgo(int days) => LocalDateText.Iso(LocalDatePattern.Iso.Parse(Today).Value.PlusDays(-days));

    public async Task<Answered> CompleteAsync(string on, params string[] learners)
    {
        var items = learners.Select(id => $$"""{"program":"{{Program}}","learner":"{{id}}","completedAt":"{{on}}"}""");
        var answered = await fixture.PostCompletionsAsync($"[{string.Join(',', items)}]");
        await fixture.System.DrainAsync(TestContext.Current.CancellationToken);
        return answered;
    }

    public Task AdvanceAsync(Period by) => fixture.System.AdvanceAsync(by, TestContext.Current.CancellationToken);

    /// <summary>
    /// Moves the clock to half a minute past nine of the day on which all invitations are due: what is tried again later has not been
    /// tried again yet.
    /// </summary>
    public Task UntilDueAsync() => UntilAsync(_ => true);

    /// <summary>Moves the clock to half a minute after the last of the chosen invitations is due.</summary>
    public async Task UntilAsync(Func<InvitationRow, bool> chosen)
    {
        var due = (await InvitationsAsync()).Where(chosen).Max(row => row.DueAt);
        var left = due - fixture.System.Clock.GetUtcNow();
        await AdvanceAsync(Period.FromSeconds((long)left.TotalSeconds + 30));
    }

    /// <summary>Moves the clock to ten in the morning of the next Tuesday, when a day's mails have gone out.</summary>
    public async Task UntilTuesdayMorningAsync()
    {
        while (fixture.System.Clock.GetUtcNow() is not { DayOfWeek: DayOfWeek.Tuesday, Hour: 10 })
        {
            await AdvanceAsync(Period.FromHours(1));
        }
    }

    public async Task<IReadOnlyList<InvitationRow>> InvitationsAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        return await Service<Tables>().Invitations.QueryAsync<InvitationRow>(cancellationToken: ct).ToListAsync(ct);
    }

    public T Service<T>() where T : notnull => fixture.System.Services.GetRequiredService<T>();

    /// <summary>What invites, with something that happens while it does.</summary>
    internal Inviting InvitingWith(Interference interference)
    {
        var services = fixture.System.Services;
        var invitations = ActivatorUtilities.CreateInstance<InvitationStore>(services, new Tables(interference.With(fixture)));
        var claiming = ActivatorUtilities.CreateInstance<Claiming>(services, invitations);
        return ActivatorUtilities.CreateInstance<Inviting>(services, invitations, claiming);
    }

    public Task RingAsync(params ServiceBusMessage[] alarms) =>
        Service<Queues>().Due.SendAllAsync(alarms, TestContext.Current.CancellationToken);

    /// <summary>The recipients of all mails answer, each on the page that the mail leads to.</summary>
    public async Task AnswerAllAsync(int seed = 1)
    {
        foreach (var mail in Mails) await AnswerAsync(mail, seed);
    }

    /// <summary>The recipient of a mail answers, on the page that the mail leads to.</summary>
    public static async Task AnswerAsync(CaughtMail mail, int seed = 1)
    {
        var sent = new SentMail(mail.To, mail.Subject, mail.CustomArgs, [.. mail.Links.Select(link => new Uri(link))]);
        using var answering = new Answering();
        await answering.AnswerAsync(sent, percentOfForms: 100, new Random(seed), TestContext.Current.CancellationToken);
    }

    /// <summary>The page behind a mail, as a person without scripts sees it.</summary>
    public async Task<IDocument> OpenAsync(Uri address)
    {
        using var got = await fixture.Http.GetAsync(address, TestContext.Current.CancellationToken);
        return await ParseAsync(got, address);
    }

    /// <summary>Posts the form that holds this field, with its hidden fields and these.</summary>
    public async Task<IDocument> PostAsync(Uri address, string holding, params (string Field, string Value)[] fields)
    {
        using var page = await OpenAsync(address);
        var form = page.Forms.First(form => form.QuerySelector(holding) is not null);
        var hidden = form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]");
        using var content = new FormUrlEncodedContent(
        [
            .. hidden.Select(input => KeyValuePair.Create(input.Name!, input.Value)),
            .. fields.Select(field => KeyValuePair.Create(field.Field, field.Value)),
        ]);
        using var posted = await fixture.Http.PostAsync(
            new Uri(address, form.Action), content, TestContext.Current.CancellationToken);
        return posted.Headers.Location is { } location
            ? await OpenAsync(new Uri(address, location))
            : await ParseAsync(posted, address);
    }

    public static Uri PageOf(CaughtMail mail)
    {
        var page = mail.Links.Single(link =>
            link.Contains("/s/", StringComparison.Ordinal) && !link.Contains('?', StringComparison.Ordinal));
        return new(page);
    }

    public static Uri StopOf(CaughtMail mail) =>
        new(mail.Links.Single(link => link.Contains("/unsubscribe/", StringComparison.Ordinal)));

    private static async Task<IDocument> ParseAsync(HttpResponseMessage response, Uri address)
    {
        var html = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var browser = BrowsingContext.New(Configuration.Default);
        return await browser.OpenAsync(answer => answer.Content(html).Address(address).Status(response.StatusCode));
    }

    public ValueTask DisposeAsync() => fixture.DisposeAsync();
}
