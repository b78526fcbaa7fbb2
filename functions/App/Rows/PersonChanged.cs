using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;
using Followup.Shared.Json;

namespace Followup.Rows;

/// <summary>
/// What goes over the <c>people</c> queue: one person changed in a way that moves what is open about them: who manages them, whether they
/// are active, where they are. A key only.
/// </summary>
/// <param name="Person">The person's key.</param>
/// <param name="IsOfReports">
/// What is open about the person's reports is to be looked at too: the person can be asked as a manager from now on, or not any more, or is
/// elsewhere. It costs a walk of the table of people.
/// </param>
public sealed record PersonChanged(string Person, bool IsOfReports = false)
{
    /// <summary>A changed shape becomes /2; keep reading /1 while messages of it may wait.</summary>
    public const string Subject = "person-changed/1";

    public static ServiceBusMessage Encode(PersonChanged changed) => new(BinaryData.FromObjectAsJson(changed, Wire.Json))
    {
        Subject = Subject,
        ContentType = "application/json",
    };

    /// <exception cref="FormatException">The subject is unknown, or it names nobody.</exception>
    public static PersonChanged Decode(ServiceBusReceivedMessage message)
    {
        MessageReading.RequireSubject(message, Subject);
        var changed = message.Body.ToObjectFromJson<PersonChanged>(Wire.Json);
        return changed is { Person.Length: > 0 } ? changed : throw new FormatException($"Message {message.MessageId} names nobody.");
    }
}
