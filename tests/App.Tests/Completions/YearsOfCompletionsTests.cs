using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using NodaTime;
using static Followup.Tests.Completions.SentCompletions;

namespace Followup.Tests.Completions;

/// <summary>What is the same completion while years pass: a whole system whose clock jumps past waves and closing.</summary>
public sealed class YearsOfCompletionsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_closing_the_nightly_export_of_the_next_day_mails_nobody_again()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var (on, next) = (weeks.CompletedOn, weeks.DaysAgo(-1));
        await weeks.AdvanceAsync(Period.FromDays(70));
        var mails = weeks.Mails.Count;
        Assert.NotEqual(0, mails);

        foreach (var told in (string[])[on, next, weeks.DaysAgo(69), weeks.DaysAgo(71)])
            Assert.Equal(["duplicate"], (await weeks.CompleteAsync(told, "e1")).Verdicts("items"));

        await weeks.AdvanceAsync(Period.FromDays(70));
        Assert.Equal(mails, weeks.Mails.Count);
    }

    [Fact]
    public async Task Who_repeats_every_month_is_asked_after_each_first_wave_and_only_the_last_ones_later_wave_waits()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, more: ",\"waves\":[\"P42D\",\"P180D\"]");
        List<string> monthly = [];
        for (var month = 1; month <= 7; month++)
        {
            await weeks.AdvanceAsync(Period.FromDays(31));
            monthly.AddRange((await weeks.CompleteAsync(weeks.DaysAgo(0), "e1")).Verdicts("items"));
            if (month == 5) Assert.Equal(["accepted"], (await weeks.CompleteAsync(weeks.DaysAgo(0), "e2")).Verdicts("items"));
        }
        await weeks.AdvanceAsync(Period.FromDays(45));

        string[] expected = ["duplicate", "accepted", "duplicate", "accepted", "duplicate", "accepted", "duplicate"];
        Assert.Equal(expected, monthly);
        var toLearners = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Learner).ToList();
        var first = toLearners.FindAll(row => row.Wave == "P42D" && row.SentAt is not null);
        Assert.Equal((4, 2), (first.Count(IsOf("e1")), first.Count(IsOf("e2"))));
        var second = toLearners.FindAll(row => row.Wave == "P180D");
        Assert.Equal((4, 2), (second.Count(IsOf("e1")), second.Count(IsOf("e2"))));
        Assert.Equal(2, second.Count(row => row.State == InvitationState.Scheduled));
        Assert.All(
            second.Where(row => row.State != InvitationState.Scheduled),
            row => Assert.StartsWith("Trained again on ", row.Reason, StringComparison.Ordinal));

        static Func<InvitationRow, bool> IsOf(string learner) => row => row.LearnerKey == PersonKey.Of(learner);
    }

    [Fact]
    public async Task A_move_of_zone_makes_no_new_completion()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0, more: ",\"maxAge\":\"P1M\"");
        var at = weeks.Fixture.System.Clock.GetUtcNow().Date.AddDays(-100).AddHours(20); // 05:00 of the next day in Tokyo
        await PersonInAsync("Etc/UTC");
        var sent = Own(weeks.Program, "mover", new(at, TimeSpan.Zero));
        Assert.Equal(1, (await weeks.Fixture.PostCompletionsAsync(sent))["accepted"]);

        await PersonInAsync("Asia/Tokyo");

        Assert.Equal(1, (await weeks.Fixture.PostCompletionsAsync(sent))["duplicate"]);
        await weeks.Fixture.System.DrainAsync(Ct);
        Assert.Single(await weeks.Service<Tables>().Followups.QueryAsync<FollowupRow>(cancellationToken: Ct).ToListAsync(Ct));

        Task<Answered> PersonInAsync(string zone) =>
            weeks.Fixture.ImportPeopleAsync($"id,email,name,timeZone\nmover,mover@weeks.example,Some One,{zone}\n");
    }
}
