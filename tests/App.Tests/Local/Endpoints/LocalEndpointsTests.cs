using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Followup.Local;
using Followup.Tests.Local.Mail;

namespace Followup.Tests.Local.Endpoints;

public sealed class LocalEndpointsTests(LocalSystemFixture fixture) : IClassFixture<LocalSystemFixture>
{
    private readonly LocalSystem system = fixture.System;
    private readonly HttpClient http = fixture.Http;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Info_tells_all_that_a_program_needs_to_connect()
    {
        var info = await JsonAsync("/_local/info");

        Assert.Equal(system.Address.ToString(), info.GetProperty("addresses").GetProperty("functions").GetString());
        Assert.Equal(system.FunctionKey, info.GetProperty("functionKey").GetString());
        Assert.Equal(system.ServiceBusConnection, info.GetProperty("serviceBus").GetString());
        Assert.Equal(system.TablesConnection, info.GetProperty("tables").GetString());
        Assert.Equal(system.DataDirectory, info.GetProperty("dataFolder").GetString());
        Assert.Equal("simulated", info.GetProperty("clock").GetProperty("mode").GetString());
        Assert.Equal(Environment.ProcessId, info.GetProperty("processId").GetInt32());
    }

    [Fact]
    public async Task Under_another_name_than_this_machines_nothing_is_told()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/_local/info") { Headers = { Host = "elsewhere.example" } };
        using var answer = await http.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_bus_tells_the_state_of_each_queue()
    {
        var queues = (await JsonAsync("/_local/bus")).EnumerateArray().ToList();

        Assert.Equal(["completions", "due", "people", "recompute"], queues.Select(queue => queue.GetProperty("queue").GetString()));
        Assert.All(queues, queue => Assert.All(
            (string[])["active", "scheduled", "locked", "deadLettered"], count => Assert.Equal(0, queue.GetProperty(count).GetInt32())));
    }

    [Fact]
    public async Task The_clock_jumps_by_a_period_and_runs_what_was_due_on_the_way()
    {
        var before = (await JsonAsync("/_local/clock")).GetProperty("now").GetDateTimeOffset();

        using var answer = await http.PostAsync("/_local/clock/advance?by=P1DT12H", null, Ct);
        var report = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);

        var now = report.GetProperty("now").GetDateTimeOffset();
        Assert.InRange(now - before, TimeSpan.FromHours(36), TimeSpan.FromHours(36) + TimeSpan.FromMinutes(1));
        Assert.True(report.GetProperty("timerRuns").GetInt32() > 0);
        Assert.Equal(0, report.GetProperty("messages").GetProperty("due").GetInt32());
        Assert.True((await JsonAsync("/_local/clock")).GetProperty("now").GetDateTimeOffset() >= now);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?by=")]
    [InlineData("?by=42")]
    [InlineData("?by=6%20weeks")]
    [InlineData("?by=P-1D")]
    [InlineData("?by=-P1D")]
    [InlineData("?by=P1DT-25H")]
    [InlineData("?by=P99999Y")] // beyond the calendar
    public async Task A_period_that_is_none_or_leads_back_is_refused(string query)
    {
        using var answer = await http.PostAsync("/_local/clock/advance" + query, null, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>(Ct);
        Assert.Equal("by", problem.GetProperty("errors")[0].GetProperty("field").GetString());
    }

    [Fact]
    public async Task Mails_are_told_with_their_links_and_by_recipient()
    {
        var (ada, ben) = (SampleMail.New(), SampleMail.New() with { To = "ben@example.com" });
        await system.Mails.Box.KeepAsync(ada);
        await system.Mails.Box.KeepAsync(ben);

        var mail = Assert.Single((await JsonAsync("/_local/mails?to=ADA@example.com")).EnumerateArray());

        Assert.Equal(ada.Id, mail.GetProperty("id").GetString());
        Assert.Equal("https://example.com/s/a", mail.GetProperty("links")[0].GetString());
        Assert.Equal("learner", mail.GetProperty("customArgs").GetProperty("mailing").GetString()!.Split('|')[1]);
        Assert.All(
            (string[])["to", "subject", "html", "text", "headers", "sentAt"],
            member => Assert.True(mail.TryGetProperty(member, out _), member));
        var ids = (await JsonAsync("/_local/mails")).EnumerateArray().Select(kept => kept.GetProperty("id").GetString()).ToList();
        Assert.True(ids.IndexOf(ada.Id) < ids.IndexOf(ben.Id));
    }

    [Fact]
    public async Task The_inbox_lists_mails_and_opens_each_in_a_frame_that_can_do_nothing()
    {
        var mail = SampleMail.New() with
        {
            To = "chiara@example.com",
            ToName = null,
            Subject = "<b>Six</b> weeks on",
            Html = "<html><head></head><script>alert(1)</script><p>Hello</p>",
        };
        await system.Mails.Box.KeepAsync(mail);

        var inbox = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync("/_local/", Ct));
        var line = Assert.Single(inbox.QuerySelectorAll($"a[href='/_local/mails/{mail.Id}']"));
        Assert.Contains("<b>Six</b> weeks on", line.TextContent, StringComparison.Ordinal);
        Assert.Equal("learner", line.QuerySelector(".tag")!.TextContent);

        var page = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync($"/_local/mails/{mail.Id}", Ct));
        var frame = Assert.Single(page.QuerySelectorAll("iframe"));
        Assert.DoesNotContain("allow-scripts", frame.GetAttribute("sandbox")!, StringComparison.Ordinal);
        Assert.Contains("<p>Hello</p>", frame.GetAttribute("srcdoc")!, StringComparison.Ordinal);
        Assert.Empty(page.QuerySelectorAll("script"));
        Assert.Contains("default-src 'none'", page.QuerySelector("meta[http-equiv]")!.GetAttribute("content")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_buttons_of_the_inbox_jump_and_come_back_to_it()
    {
        var before = system.Clock.GetUtcNow();
        var inbox = await new HtmlParser().ParseDocumentAsync(await http.GetStringAsync("/_local/", Ct));
        var button = inbox.QuerySelectorAll("form[method=post] button").Single(jump => jump.GetAttribute("value") == "P1D");
        var action = button.Closest("form")!.GetAttribute("action");

        using var form = new FormUrlEncodedContent([new(button.GetAttribute("name")!, "P1D")]);
        using var answer = await http.PostAsync(action, form, Ct);

        Assert.Equal("/_local/", answer.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(system.Clock.GetUtcNow() >= before.AddDays(1));
    }

    [Fact]
    public async Task A_mail_that_is_not_there_is_not_found()
    {
        using var answer = await http.GetAsync("/_local/mails/none", Ct);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Faults_are_set_over_http_and_nonsense_is_refused()
    {
        var fault = new { status = 503, count = 2, delayMs = 0, dropConnection = false };
        using var set = await http.PostAsJsonAsync("/_local/mail-faults", fault, Ct);
        using var wrong = await http.PostAsJsonAsync("/_local/mail-faults", new { status = "bad" }, Ct);
        using var nothing = await http.PostAsync("/_local/mail-faults", new StringContent("null"), Ct);

        Assert.Equal(HttpStatusCode.NoContent, set.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, nothing.StatusCode);
        var faults = system.Mails.Faults;
        Assert.Equal([new(503, 2), new(503, 1), null], [faults.Take(), faults.Take(), faults.Take()]);
    }

    [Fact]
    public async Task What_is_not_local_goes_on_to_the_functions()
    {
        using var answer = await http.GetAsync("/api/programs", Ct);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    private async Task<JsonElement> JsonAsync(string path) => await http.GetFromJsonAsync<JsonElement>(path, Ct);
}
