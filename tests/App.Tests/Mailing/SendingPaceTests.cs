using System.Net.Http.Headers;
using Followup.Mailing;
using Microsoft.Extensions.Time.Testing;

namespace Followup.Tests.Mailing;

/// <summary>How long calls are held back after an answer 429.</summary>
public sealed class SendingPaceTests
{
    private const string Now = "Mon, 05 Jan 2026 09:00:00 GMT";

    private readonly FakeTimeProvider time = new();

    [Theory]
    [InlineData(7, "Retry-After", "7")]
    [InlineData(7, "X-RateLimit-Reset", "1767603607", "Date", Now)] // by the provider's clock, whatever ours says
    [InlineData(7, "Retry-After", "7", "X-RateLimit-Reset", "1767603619", "Date", Now)]
    [InlineData(7, "Retry-After", "Mon, 05 Jan 2026 09:00:07 GMT", "Date", Now)]
    [InlineData(1, "Retry-After", "Mon, 05 Jan 2026 09:00:07 GMT")] // by a clock that is not known
    [InlineData(1, "Retry-After", "Mon, 05 Jan 2026 08:00:00 GMT", "Date", Now)] // an hour ago
    [InlineData(30, "Retry-After", "Mon, 05 Jan 2026 10:00:00 GMT", "Date", Now)]
    [InlineData(1)]
    [InlineData(1, "Retry-After", "0")]
    [InlineData(1, "Retry-After", "-5")]
    [InlineData(1, "Retry-After", "soon")]
    [InlineData(1, "Retry-After", "99999999999999999999")]
    [InlineData(1, "X-RateLimit-Reset", "1767603607")] // by a clock that is not known
    [InlineData(1, "X-RateLimit-Reset", "1767603600", "Date", Now)]
    [InlineData(1, "X-RateLimit-Reset", "1767600000", "Date", Now)] // an hour ago
    [InlineData(1, "X-RateLimit-Reset", "-1", "Date", Now)]
    [InlineData(1, "X-RateLimit-Reset", "soon", "Date", Now)]
    [InlineData(1, "X-RateLimit-Reset", "1767603607000", "Date", Now)] // milliseconds
    [InlineData(30, "Retry-After", "3600")]
    [InlineData(30, "X-RateLimit-Reset", "9999999999", "Date", Now)]
    public async Task Calls_wait_for_as_long_as_the_answer_says_and_not_too_long(int seconds, params string[] headers)
    {
        var pace = new SendingPace(time);
        pace.SlowDown(Answer(headers));
        var waiting = pace.WaitAsync(TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.True(pace.WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("9", "2")]
    [InlineData("2", "9")]
    public async Task Of_two_answers_at_once_the_longer_wait_holds(string first, string second)
    {
        var pace = new SendingPace(time);
        pace.SlowDown(Answer("Retry-After", first));
        var waiting = pace.WaitAsync(TestContext.Current.CancellationToken);
        pace.SlowDown(Answer("Retry-After", second));

        time.Advance(TimeSpan.FromSeconds(9) - TimeSpan.FromMilliseconds(1));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        await waiting.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void Nothing_waits_before_the_first_429()
    {
        Assert.True(new SendingPace(time).WaitAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Whoever_is_told_to_stop_waits_no_longer()
    {
        var pace = new SendingPace(time);
        pace.SlowDown(Answer("Retry-After", "9"));
        using var stopping = new CancellationTokenSource();
        var waiting = pace.WaitAsync(stopping.Token);
        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    private static HttpResponseHeaders Answer(params string[] headers)
    {
        var answer = new HttpResponseMessage().Headers;
        foreach (var header in headers.Chunk(2)) answer.TryAddWithoutValidation(header[0], header[1]);
        return answer;
    }
}
