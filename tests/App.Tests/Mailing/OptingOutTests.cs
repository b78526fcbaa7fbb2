using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Dom;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>Stopping mails: by the page, by one click of the mail program (RFC 8058), and back.</summary>
public sealed class OptingOutTests
{
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");

    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_mail_offers_to_stop_by_one_click_and_by_a_link()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();

        Assert.All(weeks.Mails, mail =>
        {
            Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
            Assert.Equal($"<{Weeks.StopOf(mail)}>", mail.Headers["List-Unsubscribe"]);
            Assert.Contains(Weeks.StopOf(mail).ToString(), mail.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task One_click_stops_everything_at_once_whatever_was_planned()
    {
        await using var weeks = await Weeks.StartAsync(learners: 2, more: ",\"waves\":[\"P42D\",\"P90D\"]");
        await weeks.UntilAsync(row => row.Wave == "P42D");
        var mail = weeks.ToLearners.Single(mail => mail.To.StartsWith("e1@", StringComparison.Ordinal));

        using var oneClick = new StringContent("List-Unsubscribe=One-Click", Form);
        using var posted = await weeks.Fixture.Http.PostAsync(Weeks.StopOf(mail), oneClick, ct);
        await weeks.AdvanceAsync(Period.FromDays(80));

        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        Assert.Single(weeks.ToLearners, sent => sent.To == mail.To);
        Assert.Equal(6, weeks.ToLearners.Count(sent => sent.To != mail.To));
        var ofLearner = (await weeks.InvitationsAsync())
            .Where(row => row.Mailing.Audience == Audience.Learner && row.LearnerKey == PersonKey.Of("e1"));
        Assert.All(ofLearner, row => Assert.Equal((InvitationState.OptedOut, InvitationRow.OptedOutReason), (row.State, row.Reason)));
    }

    [Fact]
    public async Task Looking_at_the_page_stops_nothing_and_posting_it_does()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        var mail = weeks.ToLearners.Single();

        using var asked = await weeks.OpenAsync(Weeks.StopOf(mail));
        Assert.Equal("Stop these mails?", HeadingOf(asked));
        Assert.Equal(InvitationState.Delivered, (await LearnersAsync(weeks)).State);

        using var stopped = await weeks.PostAsync(Weeks.StopOf(mail), "[name=what]", ("what", "ALL"));
        using var page = await weeks.OpenAsync(Weeks.PageOf(mail));
        Assert.Equal(("These mails are stopped", "These mails are stopped"), (HeadingOf(stopped), HeadingOf(page)));
        Assert.Equal(InvitationState.OptedOut, (await LearnersAsync(weeks)).State);
    }

    [Fact]
    public async Task One_program_can_be_stopped_and_the_others_go_on()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        var other = await weeks.Fixture.NewProgramAsync();
        await weeks.Fixture.PostCompletionsAsync(
            $$"""{"program":"{{other}}","learner":"e1","completedAt":"{{weeks.CompletedOn}}"}""");
        await weeks.Fixture.System.DrainAsync(ct);
        await weeks.UntilDueAsync();
        var mail = weeks.ToLearners.Single();

        (await weeks.PostAsync(Weeks.StopOf(mail), "[name=what]", ("what", other))).Dispose();
        await weeks.AdvanceAsync(Period.FromDays(20));

        var states = (await weeks.InvitationsAsync())
            .Where(row => row.Mailing.Audience == Audience.Learner)
            .ToDictionary(row => row.ProgramId, row => row.State);
        Assert.Equal((InvitationState.OptedOut, InvitationState.Closed), (states[other], states[weeks.Program]));
        Assert.Equal(3, weeks.ToLearners.Count());
    }

    [Fact]
    public async Task A_learner_who_takes_part_again_can_answer_what_is_open_and_is_reminded_of_it()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        var mail = weeks.ToLearners.Single();
        (await weeks.PostAsync(Weeks.StopOf(mail), "[name=what]", ("what", "ALL"))).Dispose();

        using var back = await weeks.PostAsync(Weeks.PageOf(mail), "[name=what]");
        await weeks.AdvanceAsync(Period.FromDays(7));

        Assert.Equal("Good to have you back", HeadingOf(back));
        Assert.True(weeks.ToLearners.Count() > 1);
        using var page = await weeks.OpenAsync(Weeks.PageOf(mail));
        Assert.NotEmpty(page.QuerySelectorAll("[name=version]"));
    }

    [Fact]
    public async Task An_import_of_people_does_not_undo_that_a_person_has_stopped_mails()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        (await weeks.PostAsync(Weeks.StopOf(weeks.ToLearners.Single()), "[name=what]", ("what", "ALL"))).Dispose();
        await weeks.Fixture.ImportPeopleAsync("id,email,name,managerId\ne1,e1.new@weeks.example,Learner e1,boss");

        Assert.True((await weeks.Service<OptOuts>().OfAsync(PersonKey.Of("e1"), ct)).OfAll);
    }

    [Fact]
    public async Task What_the_page_does_not_offer_is_refused()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        foreach (var form in new[] { "what=another-program", "what=", "", "List-Unsubscribe=Yes" })
        {
            using var content = new StringContent(form, Form);
            using var posted = await weeks.Fixture.Http.PostAsync(Weeks.StopOf(weeks.ToLearners.Single()), content, ct);
            Assert.Equal(HttpStatusCode.BadRequest, posted.StatusCode);
        }
        Assert.Equal(InvitationState.Delivered, (await LearnersAsync(weeks)).State);
    }

    private static string HeadingOf(IDocument page) => page.QuerySelector("h1")!.Words();

    private static async Task<InvitationRow> LearnersAsync(Weeks weeks) =>
        (await weeks.InvitationsAsync()).Single(row => row.Mailing.Audience == Audience.Learner);
}
