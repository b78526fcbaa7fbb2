using Followup.Cards;
using Followup.Local;
using Followup.People;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Rounds;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Followup.Shared.Links;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests;

/// <summary>A program, people and invitations of one test's own in the real tables, as if their mails had gone out.</summary>
internal sealed class Scene(SystemFixture fixture)
{
    // far away, so that no other test's clock, alarm or sweep touches it
    private static readonly DateTimeOffset Closes = new(2999, 3, 3, 0, 0, 0, TimeSpan.Zero);

    private readonly string name = Guid.NewGuid().ToString("n")[..12];

    public string ProgramId => $"p-{name}";
    public static LocalDate DueOn { get; } = new(2999, 2, 16);
    public static LocalDate CompletedOn { get; } = new(2026, 1, 5);
    public LocalSystem System => fixture.System;
    public Tables Tables => Service<Tables>();
    public ResponseStore Responses => Service<ResponseStore>();
    public MailingKey LearnerMailing => Mailing(Audience.Learner);
    public MailingKey ManagerMailing => Mailing(Audience.Manager);

    public T Service<T>() where T : notnull => System.Services.GetRequiredService<T>();

    public string IdOf(string person) => $"{person}-{name}";

    public string PersonKeyOf(string person) => PersonKey.Of(IdOf(person));

    public MailingKey Mailing(Audience audience)
    {
        var recipient = audience == Audience.Learner ? "ada" : "boss";
        return new(DueOn, audience, PersonKeyOf(recipient));
    }

    public async Task<Scene> WithProgramAsync(ProgramDefinition? program = null, string? id = null)
    {
        await Service<ProgramStore>().SaveAsync(id ?? ProgramId, program ?? Samples.Program, TestContext.Current.CancellationToken);
        return this;
    }

    /// <summary>Adds a person who finished the program, and the invitation that asks the given audience about it.</summary>
    /// <param name="by">Who is asked; where it is not given, all learners share one mailing, and so do all managers.</param>
    public async Task<InvitationRow> AskAsync(
        Audience audience,
        string person = "ada",
        string fullName = "Ada Lovelace",
        InvitationState state = InvitationState.Sent,
        string? program = null,
        LocalDate? completedOn = null,
        string? by = null,
        string department = "Claims",
        CountsIn? countsIn = null)
    {
        var ct = TestContext.Current.CancellationToken;
        var followup = new FollowupKey(program ?? ProgramId, PersonKeyOf(person), completedOn ?? CompletedOn);
        var personRow = new PersonRow
        {
            PartitionKey = PersonKeyOf(person),
            Id = IdOf(person),
            Email = $"{person}.{name}@followup.example",
            Name = fullName,
        };
        var followupRow = new FollowupRow
        {
            PartitionKey = followup.Partition,
            RowKey = followup.Row,
            CompletedAt = followup.CompletedOn.AtStartOfDayInZone(DateTimeZone.Utc).ToDateTimeOffset(),
            ReceivedAt = followup.CompletedOn.AtStartOfDayInZone(DateTimeZone.Utc).ToDateTimeOffset(),
            OpenUntil = Closes,
            State = FollowupState.Scheduled,
            Department = department,
            Role = "Handler",
        };
        await Service<PersonStore>().SaveAsync(personRow, null, ct);
        await Tables.Followups.UpsertEntityAsync(followupRow, cancellationToken: ct);
        var mailing = by is null ? Mailing(audience) : new(DueOn, audience, PersonKeyOf(by));
        var invitation = new InvitationRow
        {
            PartitionKey = mailing.Partition,
            RowKey = mailing.InvitationRow(followup.ProgramId, followup.LearnerKey, "P42D"),
            State = state,
            DueAt = Closes.AddDays(-15),
            ClosesAt = Closes,
            CompletedOn = LocalDateText.Iso(followup.CompletedOn),
            SentAt = Closes.AddDays(-15),
            CountsIn = countsIn,
        };
        await Tables.Invitations.AddEntityAsync(invitation, ct);
        return await InvitationAsync(invitation);
    }

    /// <summary>Counts these months of completion now, without waiting for the queue.</summary>
    public async Task CountAsync(params string[] months)
    {
        var ct = TestContext.Current.CancellationToken;
        foreach (var month in months)
        {
            var changed = new ProgramMonth(ProgramId, YearMonthPattern.Iso.Parse(month).Value);
            await Service<CountStore>().RecomputeAsync(changed, ct);
        }
    }

    /// <summary>Holds the program's rounds of a day so many weeks after its invitations have closed.</summary>
    public Task HoldRoundsAsync(int weeks = 1) =>
        Service<RoundHolding>().HoldAsync(ProgramId, DueOn.PlusWeeks(2 + weeks), TestContext.Current.CancellationToken);

    public async Task<InvitationRow> InvitationAsync(InvitationRow invitation)
    {
        var ct = TestContext.Current.CancellationToken;
        var row = await Tables.Invitations.FindAsync<InvitationRow>(invitation.PartitionKey, invitation.RowKey, ct);
        return row!;
    }

    public async Task<List<ResponseRow>> ResponsesAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var partition = FollowupKey.PartitionOf(ProgramId, CompletedOn.ToYearMonth());
        return await Tables.Responses.RangeAsync<ResponseRow>(partition, "", ct).ToListAsync(ct);
    }

    public Uri Page(Audience audience, DateTimeOffset? expires = null) =>
        Service<LinkTokens>().LinkTo(Mailing(audience), expires ?? Closes);

    public Task<HttpResponseMessage> GetAsync(Uri page) =>
        fixture.Http.GetAsync(page, TestContext.Current.CancellationToken);

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) =>
        fixture.Http.SendAsync(request, TestContext.Current.CancellationToken);

    public async Task<HttpResponseMessage> PostAsync(Uri page, params (string Field, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Select(field => KeyValuePair.Create(field.Field, field.Value)));
        return await fixture.Http.PostAsync(page, content, TestContext.Current.CancellationToken);
    }

    /// <summary>The name by which a form says which invitation's card it answers.</summary>
    public static string NameOf(InvitationRow invitation)
    {
        var program = new StoredProgram(invitation.ProgramId, 1, Samples.Program);
        var text = Samples.Program.In(Language.English);
        return new Card(invitation, program, text, "", FormValues.Empty, Saved: false).Name;
    }

    /// <summary>A complete form for this invitation, with these fields instead of or besides the usual ones.</summary>
    public static (string Field, string Value)[] Form(InvitationRow invitation, params (string Field, string Value)[] fields)
    {
        (string Field, string Value)[] usual =
        [
            ("card", NameOf(invitation)),
            ("version", "1"),
            ("first", invitation.Mailing.Audience == Audience.Learner ? "yes" : "differs"),
            ("outcome-check-facts", "often"),
            ("outcome-protect-data", "rarely"),
        ];
        var given = fields.Select(field => field.Field).ToHashSet();
        return [.. usual.Where(field => !given.Contains(field.Field)), .. fields];
    }
}
