using System.Collections.Concurrent;
using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;
using Microsoft.Extensions.Logging;

namespace Followup.LocalBus.Amqp;

/// <summary>Decides what each link a client attaches is to be. A refusal is thrown before a link exists, so that it reaches the client at once.</summary>
internal sealed partial class LinkFactory(MessageBroker broker, ILogger<LinkFactory> log) : IRuntimeProvider
{
    private const string Cbs = "$cbs";
    private const string ManagementSuffix = "/$management";

    // Clients name the link for their answers by its target address or, where that is empty, by its name.
    private readonly ConcurrentDictionary<(AmqpConnection, string), SendingAmqpLink> replies = new();

    public AmqpConnection CreateConnection(
        TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator, AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings) =>
        new(transport, protocolHeader, false, amqpSettings, connectionSettings);

    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => new(connection, settings, this);

    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        if (settings.Target is Coordinator)
            throw new AmqpException(Outcomes.NotSupported("transactions"));
        var weReceive = settings.Role == true;
        var address = (weReceive ? (settings.Target as Target)?.Address : (settings.Source as Source)?.Address)?.ToString()?.Trim('/') ?? "";
        if (HandlerFor(address) is { } handler)
            return weReceive ? RequestLink(session, settings, handler) : ReplyLink(session, settings);

        var queue = Queue(address);
        if (!weReceive)
            return ConsumerLink(session, settings, queue);
        if (queue.IsDeadLetter)
            throw new AmqpException(AmqpErrorCode.NotAllowed, "Nothing can be sent to a dead-letter queue.");
        settings.MaxMessageSize = (ulong)PublisherLink.MaxMessageSize;
        GiveCredit(settings, 1000);
        return new PublisherLink(session, settings, queue);
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        var opened = new TaskCompletionSource(state);
        opened.SetResult();
        callback(opened.Task);
        return opened.Task;
    }

    public void EndOpenLink(IAsyncResult result) { }

    private MessageQueue Queue(string address) =>
        broker.Find(address) ?? throw new AmqpException(AmqpErrorCode.NotFound, $"There is no queue '{address}'.");

    private Action<Request>? HandlerFor(string address)
    {
        if (address.Equals(Cbs, StringComparison.OrdinalIgnoreCase))
            return AcceptToken;
        return address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase)
            ? new ManagementNode(Queue(address[..^ManagementSuffix.Length])).Handle
            : null;
    }

    // Whoever reaches this machine's loopback may do anything: any token will do.
    private static void AcceptToken(Request request) => request.Reply([], ("status-code", 202), ("status-description", "Accepted"));

    private static ConsumerLink ConsumerLink(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue)
    {
        if ((settings.Source as Source)?.FilterSet?.Any(filter => filter.Key.ToString() == "com.microsoft:session-filter") == true)
            throw new AmqpException(AmqpErrorCode.NotAllowed, $"The queue '{queue.Name}' has no sessions; LocalBus does not support them.");
        return new(session, settings, queue);
    }

    private ReceivingAmqpLink RequestLink(AmqpSession session, AmqpLinkSettings settings, Action<Request> handler)
    {
        settings.MaxMessageSize = (ulong)PublisherLink.MaxMessageSize * 4; // a schedule request carries many messages
        GiveCredit(settings, 300);
        var link = new ReceivingAmqpLink(session, settings);
        link.RegisterMessageListener(message =>
        {
            Handle(session.Connection, message, handler);
            link.DisposeMessage(message, new Accepted(), true, false);
        });
        return link;
    }

    private SendingAmqpLink ReplyLink(AmqpSession session, AmqpLinkSettings settings)
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
                link.SendMessageNoWait(answer, default, default);
        });
        try
        {
            handler(request);
        }
        catch (Exception e) when (e is AmqpException or InvalidCastException or InvalidOperationException)
        {
            Log.RequestFailed(log, request.Operation, e);
            request.Refuse(400, (e as AmqpException)?.Error ?? new Error { Condition = "com.microsoft:argument-error", Description = e.Message });
        }
    }

    private static void GiveCredit(AmqpLinkSettings settings, uint credit) => (settings.TotalLinkCredit, settings.AutoSendFlow) = (credit, true);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request for {Operation} could not be understood.")]
        public static partial void RequestFailed(ILogger logger, string operation, Exception e);
    }
}
