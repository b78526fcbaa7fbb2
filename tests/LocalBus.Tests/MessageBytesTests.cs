using Followup.LocalBus.Amqp;
using Followup.LocalBus.Broker;
using Followup.LocalBus.Store;
using Microsoft.Azure.Amqp;

namespace Followup.LocalBus.Tests;

/// <summary>Messages byte for byte, as the AMQP 1.0 standard (part 3) writes them.</summary>
public sealed class MessageBytesTests
{
    private const string HeaderTtlOneMinute = "005370 C0080340407 00000EA60";
    private const string AnnotationScheduled =
        "005372 C12802 A31C782D6F70742D7363686564756C65642D656E71756575652D74696D65 83 0000019B77400000";
    private const string AnnotationKept = "005372 C10802 A303782D6B A10176";
    private const string IdM1 = "005373 C00501 A1026D31";
    private const string PropertyNIsOne = "005374 C10602 A1016E 5401";
    private const string Span = "A10173 00A316636F6D2E6D6963726F736F66743A74696D657370616E 81 0000000861C46800"; // com.microsoft:timespan
    private const string PropertySpan = "005374 C12702" + Span;
    private const string DataHello = "005375 A00568656C6C6F";
    private const string FooterKept = "005378 C10802 A303782D66 A10177";

    private static readonly Row Row = new(7, "due", 9, null, DateTimeOffset.FromUnixTimeMilliseconds(0x19B77400000), null, 2);

    [Fact]
    public void The_body_is_kept_as_it_came_and_the_head_is_understood()
    {
        const string body = IdM1 + PropertyNIsOne + DataHello + FooterKept;
        var message = MessageBytes.ParseOne(Bytes(HeaderTtlOneMinute + AnnotationScheduled + body));
        Assert.Equal(Hex(body), Convert.ToHexString(message.Content.Body));
        Assert.Equal(TimeSpan.FromMinutes(1), message.TimeToLive);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(0x19B77400000), message.ScheduledFor);
    }

    [Fact]
    public void A_delivery_has_a_fresh_head_with_what_the_client_gave_and_what_the_broker_knows()
    {
        var content = MessageBytes.ParseOne(Bytes(HeaderTtlOneMinute + AnnotationKept + IdM1 + DataHello)).Content;
        var head = Convert.ToHexString(MessageBytes.Head(new(Row, content, MessageState.Active, default, null, null)));
        Assert.StartsWith(Hex("005370 C00B0540407 00000EA6040 5202"), head, StringComparison.Ordinal);
        string[] annotations =
        [
            "A303782D6B A10176", // the client's, x-k
            "A315782D6F70742D73657175656E63652D6E756D626572 5509", // x-opt-sequence-number 9
            "A313782D6F70742D656E7175657565642D74696D65 83 0000019B77400000", // x-opt-enqueued-time
        ];
        Assert.All(annotations, annotation => Assert.Contains(Hex(annotation), head, StringComparison.Ordinal));
        Assert.DoesNotContain(Convert.ToHexString("locked-until"u8), head, StringComparison.Ordinal);
    }

    [Fact]
    public void Properties_are_put_in_and_the_rest_stays_in_place()
    {
        var added = MessageBytes.AddProperties(
            Bytes(IdM1 + PropertyNIsOne + DataHello), new Dictionary<string, object?> { ["n"] = 2, ["w"] = "x" });
        Assert.Equal(Hex(IdM1 + "005374 C10C04 A1016E 5402 A10177 A10178" + DataHello), Convert.ToHexString(added));

        var first = MessageBytes.AddProperties(Bytes(IdM1 + DataHello), new Dictionary<string, object?> { ["n"] = 1 });
        Assert.Equal(Hex(IdM1 + PropertyNIsOne + DataHello), Convert.ToHexString(first));
    }

    [Fact]
    public void Described_property_values_of_the_client_survive()
    {
        var added = MessageBytes.AddProperties(Bytes(IdM1 + PropertySpan + DataHello), new Dictionary<string, object?> { ["n"] = 1 });
        Assert.Contains(Hex(Span), Convert.ToHexString(added), StringComparison.Ordinal);
    }

    [Fact]
    public void An_envelope_holds_one_message_a_data_section()
    {
        var one = Hex(IdM1 + DataHello);
        var section = $"005375 A0{one.Length / 2:X2}{one}";
        var messages = MessageBytes.Parse(Bytes(IdM1 + section + section), MessageBytes.BatchFormat);
        Assert.Equal([one, one], messages.Select(message => Convert.ToHexString(message.Content.Body)));
    }

    [Fact]
    public void A_message_without_an_id_is_given_one_and_keeps_its_body()
    {
        var body = Convert.ToHexString(MessageBytes.ParseOne(Bytes(DataHello)).Content.Body);
        Assert.StartsWith("005373C0", body, StringComparison.Ordinal);
        Assert.EndsWith(Hex(DataHello), body, StringComparison.Ordinal);
    }

    [Fact]
    public void An_envelope_with_one_bad_message_is_refused_whole() =>
        Assert.Throws<AmqpException>(() => MessageBytes.Parse(Bytes($"005375 A004 00537312" + DataHello), MessageBytes.BatchFormat));

    private static string Hex(string spaced) => spaced.Replace(" ", "", StringComparison.Ordinal);

    private static byte[] Bytes(string spaced) => Convert.FromHexString(Hex(spaced));
}
