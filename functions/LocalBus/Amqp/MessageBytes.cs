using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp;
using Microsoft.Azure.Amqp.Framing;

namespace Followup.LocalBus.Amqp;

/// <summary>Takes encoded messages apart and puts them together: the head (header and annotations, which the broker changes) is decoded,
/// everything from the properties to the footer is kept as the bytes it came in.</summary>
internal static class MessageBytes
{
    /// <summary>The message format of an envelope, each of whose data sections is one whole message.</summary>
    public const uint BatchFormat = 0x80013700;

    public static IReadOnlyList<IncomingMessage> Parse(ArraySegment<byte> payload, uint? format) =>
        format == BatchFormat ? [.. DataSections(payload).Select(ParseOne)] : [ParseOne(payload)];

    public static IncomingMessage ParseOne(ArraySegment<byte> payload)
    {
        var buffer = Buffer(payload);
        var (header, annotations) = ReadHead(buffer);
        var body = WithMessageId(buffer, out var properties);
        DateTime? scheduledFor = annotations.Map.TryGetValue(Annotations.ScheduledEnqueueTime, out DateTime at) ? at : null;
        var expiresAt = Utc(properties.AbsoluteExpiryTime);
        return new(new(Encode(header, annotations), body), Utc(scheduledFor), TimeToLive(header, properties), expiresAt);
    }

    /// <summary>Header and annotations of one delivery; the body follows as it is stored.</summary>
    public static byte[] Head(OutgoingMessage message)
    {
        var (header, annotations) = ReadHead(Buffer(message.Content.Head));
        header.DeliveryCount = (uint)message.Row.DeliveryCount;
        Annotations.Set(annotations, message);
        return Encode(header, annotations);
    }

    public static byte[] AddProperties(byte[] body, IReadOnlyDictionary<string, object?> properties)
    {
        var buffer = Buffer(body);
        ReadOrNew<Properties>(buffer, Properties.Code);
        var start = buffer.Offset;
        var section = ReadOrNew<ApplicationProperties>(buffer, ApplicationProperties.Code);
        foreach (var (name, value) in properties)
            section.Map[name] = value;
        return [.. body.AsSpan(0, start), .. Encode(section), .. body.AsSpan(buffer.Offset)];
    }

    private static (Header, MessageAnnotations) ReadHead(ByteBuffer buffer)
    {
        var (header, annotations) = (new Header(), new MessageAnnotations());
        while (SectionAt(buffer) is var code && code <= MessageAnnotations.Code)
        {
            if (code == Header.Code)
                header = Read<Header>(buffer);
            else if (code == MessageAnnotations.Code)
                annotations = Read<MessageAnnotations>(buffer);
            else
                Read<DeliveryAnnotations>(buffer); // meant for this hop only
        }

        return (header, annotations);
    }

    // A message without an id gets one: some clients cannot settle it otherwise. Both kinds of properties are read now, so that
    // bytes which make no sense are the sender's trouble and not the broker's later.
    private static byte[] WithMessageId(ByteBuffer buffer, out Properties properties)
    {
        var whole = buffer.Buffer.AsSpan(buffer.Offset, buffer.Length);
        properties = ReadOrNew<Properties>(buffer, Properties.Code);
        var rest = buffer.Buffer.AsSpan(buffer.Offset, buffer.Length);
        ReadOrNew<ApplicationProperties>(buffer, ApplicationProperties.Code);
        if (properties.MessageId is not null)
            return whole.ToArray();
        properties.MessageId = Guid.NewGuid().ToString("N");
        return [.. Encode(properties), .. rest];
    }

    // The header's time to live ends at 49.7 days; a longer one is the span between the two times the client writes beside it.
    // The span counts, not its end: the client's clock and the one the broker lives by need not agree.
    private static TimeSpan? TimeToLive(Header header, Properties properties) => properties switch
    {
        { AbsoluteExpiryTime: { } end, CreationTime: { } start } => end - start,
        _ => header.Ttl is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
    };

    private static IEnumerable<ArraySegment<byte>> DataSections(ArraySegment<byte> payload)
    {
        var buffer = Buffer(payload);
        ReadHead(buffer);
        while (buffer.Length > 0)
        {
            switch (SectionAt(buffer))
            {
                case 0x73: Read<Properties>(buffer); break;
                case 0x74: Read<ApplicationProperties>(buffer); break;
                case 0x75: yield return (ArraySegment<byte>)Read<Data>(buffer).Value; break;
                default: throw new AmqpException(AmqpErrorCode.DecodeError, "A batch may hold nothing but data sections.");
            }
        }
    }

    /// <summary>The descriptor of the section at the buffer's position, which stays; the largest number if there is none.</summary>
    private static ulong SectionAt(ByteBuffer buffer)
    {
        if (buffer.Length == 0)
            return ulong.MaxValue;
        var ahead = Buffer(new(buffer.Buffer, buffer.Offset, buffer.Length));
        AmqpDescribed.DecodeDescriptor(ahead, out var name, out var code);
        return name.Value is null
            ? code
            : throw new AmqpException(AmqpErrorCode.NotImplemented, "Sections described by name are not supported.");
    }

    private static T ReadOrNew<T>(ByteBuffer buffer, ulong code) where T : AmqpDescribed, new() =>
        SectionAt(buffer) == code ? Read<T>(buffer) : new T();

    private static T Read<T>(ByteBuffer buffer) where T : AmqpDescribed, new()
    {
        var section = new T();
        section.Decode(buffer);
        return section;
    }

    private static byte[] Encode(params AmqpDescribed[] sections)
    {
        var buffer = new ByteBuffer(256, true);
        foreach (var section in sections)
            section.Encode(buffer);
        return buffer.Buffer.AsSpan(buffer.Offset, buffer.Length).ToArray();
    }

    private static ByteBuffer Buffer(ArraySegment<byte> bytes) => new(bytes.Array, bytes.Offset, bytes.Count);

    private static DateTimeOffset? Utc(DateTime? time) => time is { } utc ? new(DateTime.SpecifyKind(utc, DateTimeKind.Utc)) : null;
}
