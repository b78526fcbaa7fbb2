namespace Followup.Local.Mail;

/// <summary>How the next calls of the mail catcher shall fail, as <c>POST /_local/mail-faults</c> takes it.</summary>
/// <param name="Status">The status that the calls are answered with; null for the right answer.</param>
/// <param name="Count">How many calls.</param>
/// <param name="DelayMs">How long each call waits before anything else, in milliseconds.</param>
/// <param name="DropConnection">
/// The connection is cut instead of answering: after the mail was kept where no status is given (the sender cannot know), before it
/// otherwise.
/// </param>
public sealed record MailFault(int? Status = null, int Count = 1, int DelayMs = 0, bool DropConnection = false);

/// <summary>The faults that are left.</summary>
public sealed class MailFaults
{
    private readonly Lock taking = new();
    private MailFault? left;

    public void Set(MailFault fault)
    {
        lock (taking) left = fault.Count > 0 ? fault : null;
    }

    public MailFault? Take()
    {
        lock (taking)
        {
            var fault = left;
            left = fault is { Count: > 1 } ? fault with { Count = fault.Count - 1 } : null;
            return fault;
        }
    }
}
