using Azure.Messaging.ServiceBus;
using Followup.Shared.Bus;

namespace Followup.Rows;

/// <summary>
/// What goes over the <c>people</c> queue: an import has changed people, so what waits on the worklist may be mended. It holds nothing.
/// </summary>
public static class PeopleImported
{
    /// <summary>A changed shape becomes /2; keep reading /1 while messages of it may wait.</summary>
    public const string Subject = "people-imported/1";

    public static ServiceBusMessage Encode() => new("{}") { Subject = Subject, ContentType = "application/json" };

    /// <returns>The subject: there is nothing else to read.</returns>
    /// <exception cref="FormatException">The subject is unknown.</exception>
    public static string Decode(ServiceBusReceivedMessage message)
    {
        MessageReading.RequireSubject(message, Subject);
        return message.Subject;
    }
}
