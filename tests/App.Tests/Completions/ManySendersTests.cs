using System.Globalization;
using CsCheck;
using Followup.Rows;
using NodaTime;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Completions;

/// <summary>
/// The real intake under several senders at once: whatever they tell about one learner and program, in whatever order it comes. A failure
/// names CsCheck's seed, with which <c>CsCheck_Seed</c> runs the same again.
/// </summary>
public sealed class ManySendersTests(SystemFixture fixture)
{
    private static readonly Gen<(int Day, int Hour, bool HasEvent)> Report = Gen.Select(Gen.Int[-300, -1], Gen.Int[0, 23], Gen.Bool);

    private static readonly Gen<(int Waves, int Zone, (int Day, int Hour, bool HasEvent)[][] Requests)> Told =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 2], Report.Array[1, 4].Array[1, 5]);

    private static readonly string[] Programs =
    [
        "",
        $""","waves":["P42D"],"outcomes":[{IntakeCalls.Outcome}]""",
        $""","waves":["P0D","P28D","P1Y"],"outcomes":[{IntakeCalls.Outcome}]""",
    ];

    private static readonly string[] Zones = ["Etc/UTC", "America/Los_Angeles", "Pacific/Auckland"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public Task Nothing_told_again_is_new_and_at_most_the_latest_is_asked_about() => Told.SampleAsync(
        async told =>
        {
            var (waves, zone, requests) = told;
            var program = $"p-{Guid.NewGuid():n}";
            await fixture.PutProgramAsync(program, $$"""{"title":"T","maxAge":"P2Y"{{Programs[waves]}}}""");
            var learner = (await fixture.NewPeopleAsync(zone: Zones[zone]))[0];
            string[] sent = [.. requests.Select(request => $"[{string.Join(',', request.Select(ItemOf))}]")];

            var answers = await Task.WhenAll(sent.Select(fixture.PostCompletionsAsync));
            await fixture.System.DrainAsync(Ct);

            var rows = (await fixture.FollowupsAsync(program, learner)).OrderBy(row => row.RowKey).ToList();
            Assert.Equal(rows.Count, answers.Sum(answer => answer["accepted"]));
            foreach (var (one, next) in rows.Zip(rows.Skip(1)))
                Assert.True(Period.DaysBetween(one.Key.CompletedOn, next.Key.CompletedOn) >= 30);
            foreach (var answer in await Task.WhenAll(sent.Reverse().Select(fixture.PostCompletionsAsync)))
                Assert.Equal(0, answer["accepted"]);
            await fixture.System.DrainAsync(Ct);
            Assert.Equal(rows.Count, (await fixture.FollowupsAsync(program, learner)).Count);
            foreach (var earlier in rows.SkipLast(1)) await AssertEndedAsync(earlier);
            Assert.Equal(waves == 0 ? FollowupState.Withdrawn : FollowupState.Scheduled, rows[^1].State);

            string ItemOf((int Day, int Hour, bool HasEvent) report)
            {
                var at = fixture.System.Clock.GetUtcNow().Date.AddDays(report.Day).AddHours(report.Hour);
                var text = at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "Z";
                return On(program, learner, text, report.HasEvent ? text : null);
            }
        },
        iter: 15,
        threads: 1);

    /// <summary>Nothing of it waits any more, save what was due on the day on which the next was completed, or was tried already.</summary>
    private async Task AssertEndedAsync(FollowupRow followup)
    {
        Assert.NotEqual(FollowupState.Received, followup.State);
        foreach (var planned in followup.Planned())
        {
            var key = planned.ToRow(followup);
            var row = await new Scene(fixture).InvitationAsync(key);
            Assert.False(row.State == InvitationState.Scheduled && row.DueAt > fixture.System.Clock.GetUtcNow().AddDays(3), row.RowKey);
        }
    }
}
