using System.Collections.Concurrent;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Extensions.Logging;

namespace Followup.LocalBus.Amqp;

/// <summary>The pairs of links on which a client asks and is answered.</summary>
internal sealed partial class RequestLinks(ILogger log)
{
    // Clients name the link for their answers by its target address or, where that is empty, by its name.
    private readonly ConcurrentDictionary<(AmqpConnection, string), SendingAmqpLink> replies = new();

    public AmqpLink Requests(AmqpSession session, AmqpLinkSettings settings, Action<Request> handler)
    {
        var link = new ReceivingAmqpLink(session, settings);
        link.RegisterMessageListener(message =>
        {
            Handle(session.Connection, message, handler);
            link.DisposeMessage(message, new Accepted(), true, false); // gives the credit back, also for what came settled
        });
        return link;
    }

    public AmqpLink Replies(AmqpSession session, AmqpLinkSettings settings)
    {
        var link = new SendingAmqpLink(session, settings);
        string[] names = [settings.LinkName, (settings.Target as Target)?.Address?.ToString() ?? settings.LinkName];
        foreach (var name in names)
            replies[(session.Connection, name)] = link;
        link.Closed += (_, _) =>
        {
            foreach (var name in names)
                replies.TryRemove(new((session.Connection, name), link));
        };
        return link;
    }

    private void Handle(AmqpConnection connection, AmqpMessage message, Action<Request> handler)
    {
        var replyTo = message.Properties.ReplyTo?.ToString() ?? "";
        var request = new Request(message, answer =>
        {
            if (replies.TryGetValue((connection, replyTo), out var link))
                link.SendMessageNoWait(answer, default, default); // waits for credit by itself
        });
        try
        {
            handler(request);
        }
        catch (Exception e) when (e is AmqpException or InvalidCastException or InvalidOperationException)
        {
            Log.RequestFailed(log, request.Operation, e);
            request.Refuse(400, (e as AmqpException)?.Error ?? Outcomes.Error(Outcomes.ArgumentError, e.Message));
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request for {Operation} could not be understood.")]
        public static partial void RequestFailed(ILogger logger, string operation, Exception e);
    }
}
