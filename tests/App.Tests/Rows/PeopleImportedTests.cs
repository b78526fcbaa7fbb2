using Azure.Messaging.ServiceBus;
using Followup.Rows;

namespace Followup.Tests.Rows;

public sealed class PeopleImportedTests
{
    [Fact]
    public void The_message_is_frozen()
    {
        var message = PeopleImported.Encode();

        Assert.Equal(("people-imported/1", "application/json", "{}"), (message.Subject, message.ContentType, message.Body.ToString()));
    }

    [Theory]
    [InlineData("people-imported/1", true)]
    [InlineData("people-imported/2", false)]
    [InlineData("", false)]
    public void Another_subject_is_refused(string subject, bool isUnderstood)
    {
        var received = ServiceBusModelFactory.ServiceBusReceivedMessage(new BinaryData("{}"), subject: subject);

        if (isUnderstood) Assert.Equal(subject, PeopleImported.Decode(received));
        else Assert.Throws<FormatException>(() => PeopleImported.Decode(received));
    }
}
