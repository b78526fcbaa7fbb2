using System.Net;
using Followup.Rows;
using NodaTime;

namespace Followup.Tests.Mailing;

/// <summary>Programs are retired, paused and given other waves while follow-ups wait.</summary>
public sealed class ProgramsThatEndTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DELETE", null, "The program is retired.")]
    [InlineData("PUT", """{"title":"A program","outcomes":[]}""",
        "The program is completion data only: it names no behavior, or not how one would know.")]
    [InlineData("PUT", """{"title":"A program","status":"paused","outcomes":[OUTCOME]}""", "The program is paused.")]
    [InlineData("PUT", """{"title":"A program","status":"retired","outcomes":[OUTCOME]}""", "The program is retired.")]
    public async Task What_waits_ends_with_the_reason_and_nobody_is_asked(string method, string? program, string reason)
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await SendAsync(weeks, new(method), program);
        await weeks.UntilDueAsync();
        await weeks.AdvanceAsync(Period.FromDays(20));

        Assert.Empty(weeks.Mails);
        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal((InvitationState.Withdrawn, reason), (row.State, row.Reason)));
    }

    [Fact]
    public async Task Who_was_mailed_already_is_not_reminded_and_what_names_no_behavior_any_more_has_no_form()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await SendAsync(weeks, HttpMethod.Put, """{"title":"A program","outcomes":[]}""");

        using (var page = await weeks.OpenAsync(Weeks.PageOf(weeks.ToLearners.Single())))
        {
            Assert.Equal(HttpStatusCode.Gone, page.StatusCode);
            Assert.Empty(page.QuerySelectorAll("form"));
        }
        await weeks.AdvanceAsync(Period.FromDays(20));
        Assert.Equal(2, weeks.Mails.Count);
    }

    [Fact]
    public async Task What_comes_due_after_a_pause_is_asked()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await SendAsync(weeks, HttpMethod.Put, """{"title":"A program","status":"paused","outcomes":[OUTCOME]}""");
        await weeks.AdvanceAsync(Period.FromDays(20));
        await SendAsync(weeks, HttpMethod.Put, """{"title":"A program","outcomes":[OUTCOME]}""");
        await weeks.UntilDueAsync();

        Assert.Equal(2, weeks.Mails.Count);
    }

    [Theory]
    [InlineData("", "P42D")]
    [InlineData("?replan=true", "P120D P60D")]
    public async Task New_waves_hold_from_then_on_and_move_what_waits_where_that_is_wanted(string query, string waves)
    {
        await using var weeks = await Weeks.StartAsync(learners: 2);
        await SendAsync(weeks, HttpMethod.Put, """{"title":"A program","waves":["P60D","P120D"],"outcomes":[OUTCOME]}""", query);
        await weeks.Fixture.System.DrainAsync(Ct);

        var rows = await weeks.InvitationsAsync();
        Assert.Equal(waves.Split(' '), rows.Select(row => row.Wave).Distinct().Order());
        Assert.Equal(4 * waves.Split(' ').Length, rows.Count);
        await weeks.AdvanceAsync(Period.FromDays(140));
        Assert.Equal(
            3 * waves.Split(' ').Length,
            weeks.Mails.Count(mail => !mail.Subject.StartsWith("Reminder", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task New_waves_do_not_ask_again_within_a_fortnight_of_what_was_asked()
    {
        await using var weeks = await Weeks.StartAsync(learners: 1);
        await weeks.UntilDueAsync();
        await SendAsync(weeks, HttpMethod.Put, """{"title":"A program","waves":["P50D","P100D"],"outcomes":[OUTCOME]}""", "?replan=true");
        await weeks.Service<Followup.Followups.FollowupReplanning>().ReplanAsync((await weeks.InvitationsAsync())[0].Followup, true, Ct);

        Assert.Equal(["P100D", "P42D"], (await weeks.InvitationsAsync()).Select(row => row.Wave).Distinct().Order());
    }

    private static async Task SendAsync(Weeks weeks, HttpMethod method, string? program, string query = "")
    {
        var body = program?.Replace("OUTCOME", IntakeCalls.Outcome, StringComparison.Ordinal);
        var path = $"api/programs/{weeks.Program}{query}";
        var sent = body is null
            ? await weeks.Fixture.SendAsync(method, path)
            : await weeks.Fixture.SendAsync(method, path, body, "application/json");
        Assert.Equal(HttpStatusCode.OK, sent.Status);
    }
}
