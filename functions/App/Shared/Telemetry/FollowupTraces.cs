using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Followup.Shared.Keys;

namespace Followup.Shared.Telemetry;

/// <summary>
/// Spans of the steps of a follow-up. One trace from the completion to the answer would stay open for eight weeks, which no backend shows; so every
/// step is a trace of its own and says whose it is: by the tag <c>followup.key</c>, and by a link whose ids follow from that key.
/// </summary>
public static class FollowupTraces
{
    /// <summary>The name of the source of spans, and of the meter.</summary>
    public const string Name = "Followup";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>What happens to one follow-up; null while nobody listens.</summary>
    public static Activity? Start(string name, FollowupKey followup, ActivityKind kind = ActivityKind.Internal) => !Source.HasListeners()
        ? null
        : Source.StartActivity(
            kind, tags: [new("followup.key", followup.ToString())], links: [new(ContextOf(followup))], name: name);

    /// <summary>What happens to something other than one follow-up: a mailing of several.</summary>
    public static Activity? Start(string name, ActivityKind kind = ActivityKind.Internal) => Source.StartActivity(name, kind);

    /// <summary>The same on every machine and in every year: whoever knows the key can look for links to it.</summary>
    public static ActivityContext ContextOf(FollowupKey followup)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(followup.ToString())).AsSpan();
        return new(ActivityTraceId.CreateFromBytes(hash[..16]), ActivitySpanId.CreateFromBytes(hash[16..24]), ActivityTraceFlags.Recorded, isRemote: true);
    }
}
