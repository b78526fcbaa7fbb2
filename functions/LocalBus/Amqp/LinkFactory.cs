using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;
using Microsoft.Azure.Amqp.Transaction;
using Microsoft.Azure.Amqp.Transport;
using Microsoft.Extensions.Logging;

namespace Followup.LocalBus.Amqp;

/// <summary>Decides what each link that a client attaches is to be.</summary>
internal sealed class LinkFactory(MessageBroker broker, ILogger<LinkFactory> log) : IRuntimeProvider
{
    private const string Cbs = "$cbs";
    private const string ManagementSuffix = "/$management";
    private const string SessionFilter = "com.microsoft:session-filter";

    private readonly RequestLinks requests = new(log);

    public Operations Operations { get; } = new();

    public AmqpConnection CreateConnection(TransportBase transport, ProtocolHeader protocolHeader, bool isInitiator,
        AmqpSettings amqpSettings, AmqpConnectionSettings connectionSettings) =>
        new(transport, protocolHeader, false, amqpSettings, connectionSettings);

    public AmqpSession CreateSession(AmqpConnection connection, AmqpSessionSettings settings) => new(connection, settings, this);

    // Refusals are thrown before there is a link object: so they reach the client at once.
    public AmqpLink CreateLink(AmqpSession session, AmqpLinkSettings settings)
    {
        if (settings.Target is Coordinator)
            throw new AmqpException(Outcomes.NotSupported("transactions"));
        var weReceive = settings.Role == true;
        var end = weReceive ? (settings.Target as Target)?.Address : (settings.Source as Source)?.Address;
        var address = end?.ToString()?.Trim('/') ?? "";
        if (NodeAt(address) is { } node)
            return weReceive ? requests.Requests(session, WithCredit(settings, 300), node) : requests.Replies(session, settings);
        return weReceive ? Publisher(session, settings, Queue(address)) : Consumer(session, settings, Queue(address));
    }

    public IAsyncResult BeginOpenLink(AmqpLink link, TimeSpan timeout, AsyncCallback callback, object state)
    {
        var opened = new TaskCompletionSource(state);
        opened.SetResult();
        callback(opened.Task);
        return opened.Task;
    }

    public void EndOpenLink(IAsyncResult result) { }

    private Action<Request>? NodeAt(string address)
    {
        if (address.Equals(Cbs, StringComparison.OrdinalIgnoreCase))
            return AcceptToken;
        return address.EndsWith(ManagementSuffix, StringComparison.OrdinalIgnoreCase)
            ? new ManagementNode(Queue(address[..^ManagementSuffix.Length]), Operations).Handle
            : null;
    }

    // Whoever reaches this machine's loopback may do anything: any token will do.
    private static void AcceptToken(Request request) => request.Reply([], ("status-code", 202), ("status-description", "Accepted"));

    private MessageQueue Queue(string address) =>
        broker.Find(address) ?? throw new AmqpException(AmqpErrorCode.NotFound, $"There is no queue '{address}'.");

    private PublisherLink Publisher(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue)
    {
        if (queue.IsDeadLetter)
            throw new AmqpException(AmqpErrorCode.NotAllowed, "Nothing can be sent to a dead-letter queue.");
        settings.MaxMessageSize = PublisherLink.MaxMessageSize; // the client relies on being told
        return new(session, WithCredit(settings, 1000), queue, Operations);
    }

    private ConsumerLink Consumer(AmqpSession session, AmqpLinkSettings settings, MessageQueue queue)
    {
        if ((settings.Source as Source)?.FilterSet?.Any(filter => filter.Key.ToString() == SessionFilter) == true)
            throw new AmqpException(AmqpErrorCode.NotAllowed, $"The queue '{queue.Name}' has no sessions: LocalBus does not support them.");
        return new(session, settings, queue, Operations);
    }

    private static AmqpLinkSettings WithCredit(AmqpLinkSettings settings, uint credit)
    {
        (settings.TotalLinkCredit, settings.AutoSendFlow) = (credit, true);
        return settings;
    }
}
