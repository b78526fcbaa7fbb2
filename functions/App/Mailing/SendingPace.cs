using System.Net.Http.Headers;

namespace Followup.Mailing;

/// <summary>
/// Holds all calls of the mail provider back for a while once it has answered one of them 429: the others of a burst would only be refused
/// as well.
/// </summary>
public sealed class SendingPace(TimeProvider time)
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(1);

    // whatever the provider says: handlers wait, and their messages' locks last for minutes
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(30);

    private readonly Lock changing = new();
    private long heldAt;
    private TimeSpan held;

    /// <summary>Completes when calls may be made.</summary>
    public async Task WaitAsync(CancellationToken ct)
    {
        while (Left() is var left && left > TimeSpan.Zero) await Task.Delay(left, time, ct);
    }

    /// <summary>Calls are too many: none is made for as long as the answer says, which is a second where it says nothing.</summary>
    /// <param name="answer">The headers of an answer 429.</param>
    public void SlowDown(HttpResponseHeaders answer)
    {
        var asked = AskedFor(answer) is { } wait && wait > TimeSpan.Zero ? wait : Usual;
        var wanted = asked < Most ? asked : Most;
        lock (changing)
        {
            if (Left() < wanted) (heldAt, held) = (time.GetTimestamp(), wanted);
        }
    }

    private TimeSpan Left()
    {
        lock (changing) return held - time.GetElapsedTime(heldAt);
    }

    /// <summary>
    /// <c>Retry-After</c>, in seconds or as an instant, or SendGrid's <c>X-RateLimit-Reset</c>, the second of Unix time at which calls are
    /// counted anew: instants by the clock that wrote the answer's <c>Date</c>, as ours may differ.
    /// </summary>
    private static TimeSpan? AskedFor(HttpResponseHeaders answer)
    {
        if (answer.RetryAfter?.Delta is { } delta) return delta;
        if (answer.Date is not { } date) return null;
        if (answer.RetryAfter?.Date is { } until) return until - date;
        var reset = answer.TryGetValues("X-RateLimit-Reset", out var values) ? values.FirstOrDefault() : null;
        if (!long.TryParse(reset, out var second)) return null;
        // a number that is no second of Unix time says nothing
        return second is > 0 and < 10_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(second) - date : null;
    }
}
