using System.Net;
using Followup.SampleApp;

namespace Followup.LocalHost.Tests.Http;

public sealed class ResultTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost host = shared.Host;

    [Theory]
    [InlineData("by-name", "GET by-name")]
    [InlineData("later", "later")]
    [InlineData("value-task", "value-task")]
    [InlineData("static", "static")]
    public async Task A_result_is_executed_however_it_is_returned(string function, string body) =>
        Assert.Equal((HttpStatusCode.OK, body), await host.GetAsync($"/api/{function}"));

    [Theory]
    [InlineData("not-a-result")]
    [InlineData("plain-value-task")]
    public async Task Anything_but_a_result_writes_no_body(string function) =>
        Assert.Equal((HttpStatusCode.OK, ""), await host.GetAsync($"/api/{function}"));

    [Fact]
    public async Task A_value_task_without_a_value_is_awaited()
    {
        var ended = false;
        host.Script.On<string>("plain-value-task", async _ =>
        {
            await Task.Delay(20, TestHost.Ct);
            ended = true;
        });
        await host.GetAsync("/api/plain-value-task");
        Assert.True(ended);
    }

    [Fact]
    public async Task An_exception_is_500_without_details_which_are_logged()
    {
        Assert.Equal((HttpStatusCode.InternalServerError, ""), await host.GetAsync("/api/throws"));
        Assert.Contains(host.Logs.Lines, line =>
            line.StartsWith("Function 'throws'", StringComparison.Ordinal) && line.Contains("a secret detail", StringComparison.Ordinal));
    }

    /// <summary>The worker itself ends such an answer as if it were whole; that an exception came, only its invocation tells.</summary>
    [Fact]
    public Task An_exception_after_the_answer_has_begun_breaks_the_connection_off() =>
        Assert.ThrowsAsync<HttpRequestException>(() => host.GetAsync("/api/breaks-off"));

    [Fact]
    public async Task Who_goes_away_cancels_the_invocation()
    {
        var seen = new TaskCompletionSource();
        host.Script.On<Waiting>("waits", async waiting =>
        {
            await Task.WhenAny(Task.Delay(Timeout.Infinite, waiting.Request), Task.Delay(Timeout.Infinite, TestHost.Ct));
            await Task.WhenAny(Task.Delay(Timeout.Infinite, waiting.Invocation), Task.Delay(Timeout.Infinite, TestHost.Ct));
            seen.SetResult();
        });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(TestHost.Ct);
        var asking = host.Http.GetAsync(new Uri("/api/waits", UriKind.Relative), leaving.Token);
        await host.Script.CallAsync<Waiting>("waits");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await seen.Task.WaitAsync(TimeSpan.FromSeconds(15), TestHost.Ct);
    }

    /// <summary>A bad request that a function lets through is a failed invocation there, and 500.</summary>
    [Theory]
    [InlineData(30_000_000, HttpStatusCode.OK)]
    [InlineData(30_000_001, HttpStatusCode.InternalServerError)]
    public async Task A_body_is_taken_up_to_the_limit_of_the_workers_server(int bytes, HttpStatusCode status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/length");
        request.Content = new StreamContent(new MemoryStream(new byte[bytes]));
        request.Headers.ExpectContinue = true;
        using var response = await host.Http.SendAsync(request, TestHost.Ct);
        Assert.Equal(status, response.StatusCode);
    }
}
