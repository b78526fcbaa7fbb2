namespace Followup.Shared.Keys;

/// <summary>
/// Stands for the id that a sender gave to an event, or for an xAPI statement's: senders put what they like into it, a person's id too.
/// Made as <see cref="PersonKey"/> is.
/// </summary>
public static class EventKey
{
    public static string Of(string eventId) => PersonKey.Of(eventId);
}
