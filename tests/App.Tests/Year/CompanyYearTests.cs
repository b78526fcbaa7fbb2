using System.Globalization;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Extensions;

namespace Followup.Tests.Year;

/// <summary>
/// A company of two hundred through a year: joiners, leavers, rehires under new ids, managers who change or are missing for a while, moves
/// between time zones, programs that are retired, trainings that are repeated and told twice, and every night the directory, its rows in
/// any order. Everybody who should be asked is asked once, on the right day, and nobody else is.
/// </summary>
public sealed class CompanyYearTests
{
    private static readonly Training[] Trainings =
    [
        new("once", [42]),
        new("waves", [0, 42, 120]),
        new("yearly", [42, 180]),
        new("deleted", [42], EndsOnNight: 130),
        new("emptied", [0, 60], EndsOnNight: 190),
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>The timers that make good for lost messages: nothing may lean on them. And the nightly count, which takes long.</summary>
    private static readonly string[] Off =
        [.. new[] { "sweep", "settle", "results-refresh" }.Select(name => $"--AzureWebJobs.{name}.Disabled=true")];

    [Fact]
    public async Task Everybody_who_should_be_asked_is_asked_once_and_nobody_else_is()
    {
        var seed = Number("FOLLOWUP_YEAR_SEED", 1);
        var nights = Number("FOLLOWUP_YEAR_NIGHTS", 365);
        var random = new Random(seed);
        await using var fixture = new SystemFixture { Settings = Off };
        await fixture.InitializeAsync();
        var company = new Company(random, size: 200);
        var expected = new ExpectedAsks(company);
        foreach (var training in Trainings) await PutAsync(fixture, training);
        await UntilEveningAsync(fixture);

        List<(string Program, string Learner, LocalDate On)> told = [];
        var askedInAll = 0;
        var since = fixture.System.Clock.GetUtcNow();
        for (var night = 0; night < nights; night++)
        {
            if (night > 0) company.Tonight(night);
            var imported = await fixture.ImportPeopleAsync(company.File());
            Assert.True(imported["rejected"] == 0, $"Seed {seed}, night {night}: {imported.Json}");
            await fixture.System.DrainAsync(Ct);
            expected.LookAgain(Now());
            foreach (var ending in Trainings.Where(training => training.EndsOnNight == night)) await EndAsync(fixture, ending);

            var today = Now().InUtc().Date;
            for (var i = random.Next(3); i > 0; i--) told.Add(Told(random, company, today));
            foreach (var (program, learner, on) in told.TakeLast(4).Where(one => company[one.Learner].IsActive))
            {
                var training = Trainings.Single(training => training.Id == program);
                var verdict = await CompleteAsync(fixture, program, learner, on);
                var isNew = expected.Take(training, learner, on, night, Now());
                Assert.True((verdict == "accepted") == isNew, $"Seed {seed}, night {night}: {program} {learner} {on} was {verdict}.");
            }
            await fixture.System.DrainAsync(Ct);

            await fixture.System.AdvanceAsync(Period.FromDays(1), Ct);
            var asks = expected.Until(Now(), program => Trainings.Single(training => training.Id == program).IsAskingOn(night));
            await CompareAsync(fixture, company, asks, since, $"Seed {seed}, night {night}");
            since = fixture.System.Clock.GetUtcNow();
            askedInAll += asks.Count;
        }
        // a year in which little happened would prove little
        Assert.True(askedInAll > nights, $"Seed {seed}: {askedInAll} were asked in {nights} nights.");

        Instant Now() => fixture.System.Clock.GetUtcNow().ToInstant();
    }

    private static int Number(string variable, int byDefault) =>
        int.Parse(Environment.GetEnvironmentVariable(variable) ?? $"{byDefault}", CultureInfo.InvariantCulture);

    /// <summary>Half past ten in the evening, UTC: nobody works then, in none of the zones.</summary>
    private static Task UntilEveningAsync(SystemFixture fixture)
    {
        var now = fixture.System.Clock.GetUtcNow();
        var evening = now.UtcDateTime.Date.AddHours(22.5);
        return fixture.System.AdvanceAsync(Period.FromSeconds((long)(evening - now.UtcDateTime).TotalSeconds), Ct);
    }

    private static (string Program, string Learner, LocalDate On) Told(Random random, Company company, LocalDate today)
    {
        int[] daysAgo = [0, 0, 0, 0, 0, 1, 2, 35, 50, 100];
        var program = Trainings[random.Next(Trainings.Length)].Id;
        return (program, company.AnyActive().Id, today.PlusDays(-daysAgo[random.Next(daysAgo.Length)]));
    }

    private static async Task<string> CompleteAsync(SystemFixture fixture, string program, string learner, LocalDate on)
    {
        var json = $$"""[{"program":"{{program}}","learner":"{{learner}}","completedAt":"{{LocalDateText.Iso(on)}}"}]""";
        return (await fixture.PostCompletionsAsync(json)).Verdicts("items")[0];
    }

    private static Task<Answered> PutAsync(SystemFixture fixture, Training training)
    {
        var waves = string.Join(',', training.Waves.Select(days => $"\"P{days}D\""));
        return fixture.PutProgramAsync(
            training.Id, $$"""{"title":"{{training.Id}}","waves":[{{waves}}],"outcomes":[{{IntakeCalls.Outcome}}]}""");
    }

    private static async Task EndAsync(SystemFixture fixture, Training training)
    {
        var ended = training.Id == "deleted"
            ? await fixture.SendAsync(HttpMethod.Delete, $"api/programs/{training.Id}")
            : await fixture.PutProgramAsync(training.Id, $$"""{"title":"{{training.Id}}","outcomes":[]}""");
        Assert.Equal(System.Net.HttpStatusCode.OK, ended.Status);
    }

    /// <summary>Invitations that were sent since then, and mails, against what was to be asked.</summary>
    private static async Task CompareAsync(
        SystemFixture fixture, Company company, IReadOnlyList<Ask> expected, DateTimeOffset since, string when)
    {
        var idOf = company.People.ToDictionary(person => PersonKey.Of(person.Id), person => person.Id);
        var day = since.ToInstant().InUtc().Date;
        var (first, last) = (LocalDateText.Iso(day.PlusDays(-3)), LocalDateText.Iso(day.PlusDays(3)));
        var rows = await fixture.System.Services.GetRequiredService<Tables>().Invitations
            .QueryAsync<InvitationRow>($"PartitionKey ge '{first}' and PartitionKey le '{last}'", cancellationToken: Ct)
            .Where(row => row.SentAt >= since)
            .ToListAsync(Ct);
        var asked = rows.Select(row => new Ask(
            idOf[row.Mailing.RecipientKey], row.Mailing.Audience == Audience.Manager, idOf[row.LearnerKey], row.ProgramId,
            (int)Wave.Parse(row.Wave).Days, DateOf(row, company[idOf[row.Mailing.RecipientKey]].Zone)));
        Same(expected.Select(ask => ask.ToString()), asked.Select(ask => ask.ToString()), when);

        var mails = fixture.System.Mails.Box.All()
            .Where(mail => mail.SentAt >= since && !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal))
            .Select(mail => mail.To);
        // one mail a person and a kind, whatever it is about
        var mailed = expected.Select(ask => (ask.Recipient, ask.IsManager)).Distinct().Select(one => company[one.Recipient].Email);
        Same(mailed, mails, when);
    }

    private static LocalDate DateOf(InvitationRow row, string zone) =>
        row.SentAt!.Value.ToInstant().InZone(DateTimeZoneProviders.Tzdb[zone]).Date;

    private static void Same(IEnumerable<string> expected, IEnumerable<string> actual, string when)
    {
        var (wanted, seen) = (expected.Order(StringComparer.Ordinal).ToList(), actual.Order(StringComparer.Ordinal).ToList());
        if (wanted.SequenceEqual(seen)) return;
        var missing = string.Join("; ", wanted.Except(seen));
        var tooMany = string.Join("; ", seen.Except(wanted));
        Assert.Fail($"{when}. Not asked: {missing}. Asked all the same: {tooMany}. In all {wanted.Count} and {seen.Count}.");
    }
}
