using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Followup.Shared.Keys;

namespace Followup.Shared.Telemetry;

/// <summary>
/// Spans of the steps of a follow-up. One trace from the completion to the answer would stay open for eight weeks, which no backend shows;
/// so every step is a trace of its own and says which follow-up it belongs to: by the tag <c>followup.key</c>, and by a link whose ids
/// follow from that key.
/// </summary>
public static class FollowupTraces
{
    /// <summary>The name of the source of spans, and of the meter.</summary>
    public const string Name = "Followup";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>A span of what happens to one follow-up; null while nobody listens.</summary>
    /// <param name="since">When it began, in UTC: of many that are dealt with together each has a span in the end.</param>
    public static Activity? Start(string name, FollowupKey followup, DateTime? since = null)
    {
        if (!Source.HasListeners()) return null;
        return Source.StartActivity(
            ActivityKind.Internal,
            tags: [new("followup.key", followup.ToString())],
            links: [new(ContextOf(followup))],
            startTime: since ?? default(DateTimeOffset),
            name: name);
    }

    /// <summary>A span of what happens to something other than one follow-up: a mailing of several.</summary>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>
    /// The ids that follow from a follow-up's key. They are the same on every machine and in every year, so an operator who knows the key
    /// can look for links to them.
    /// </summary>
    public static ActivityContext ContextOf(FollowupKey followup)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(followup.ToString())).AsSpan();
        var trace = ActivityTraceId.CreateFromBytes(hash[..16]);
        var span = ActivitySpanId.CreateFromBytes(hash[16..24]);
        return new(trace, span, ActivityTraceFlags.Recorded, isRemote: true);
    }
}
