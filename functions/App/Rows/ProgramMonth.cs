using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Text;

namespace Followup.Rows;

/// <summary>
/// The completions of a program in one month: one partition of follow-ups, and of responses. Over the <c>recompute</c> queue it says that
/// something about them has changed; keys only.
/// </summary>
public sealed record ProgramMonth(string Program, YearMonth Month)
{
    /// <summary>A changed shape becomes /2; keep reading /1 while messages of it may wait.</summary>
    public const string Subject = "recompute/1";

    public string Partition => FollowupKey.PartitionOf(Program, Month);

    /// <summary>As printed in row keys and messages, for example <c>2026-01</c>.</summary>
    public string MonthText => YearMonthPattern.Iso.Format(Month);

    public static ProgramMonth Of(FollowupKey followup) => new(followup.ProgramId, followup.CompletedOn.ToYearMonth());

    public static ServiceBusMessage Encode(ProgramMonth counted, DateTimeOffset at) =>
        new(BinaryData.FromObjectAsJson(new Text(counted.Program, counted.MonthText), Wire.Json))
        {
            Subject = Subject,
            ContentType = "application/json",
            MessageId = $"{counted.Program}|{counted.MonthText}|{at.ToUnixTimeSeconds()}",
            ScheduledEnqueueTime = at,
        };

    /// <exception cref="FormatException">The subject is unknown, there is nothing in it, or the month is none.</exception>
    public static ProgramMonth Decode(ServiceBusReceivedMessage message)
    {
        MessageReading.RequireSubject(message, Subject);
        var text = message.Body.ToObjectFromJson<Text>(Wire.Json) ?? throw new FormatException($"Message {message.MessageId} is empty.");
        return new(text.Program, YearMonthPattern.Iso.Parse(text.Month).GetValueOrThrow());
    }

    private sealed record Text(string Program, string Month);
}
