using Followup.LocalBus.Broker;
using Microsoft.Azure.Amqp.Encoding;

namespace Followup.LocalBus.Amqp;

/// <summary>
/// The operations that a client asks of a queue by request: to schedule, cancel and peek, and to settle and renew locks beside its link.
/// </summary>
internal sealed class ManagementNode(MessageQueue queue, Operations operations)
{
    public void Handle(Request request)
    {
        operations.Add();
        switch (request.Operation)
        {
            case "com.microsoft:schedule-message": Schedule(request); break;
            case "com.microsoft:cancel-scheduled-message": Cancel(request); break;
            case "com.microsoft:peek-message": Peek(request); break;
            case "com.microsoft:renew-lock": Renew(request); break;
            case "com.microsoft:update-disposition": Settle(request); break;
            default: request.Refuse(501, Outcomes.NotSupported($"the operation '{request.Operation}'")); break;
        }
    }

    private void Schedule(Request request) =>
        queue.Send([.. request.Binaries("messages", "message").Select(MessageBytes.ParseOne)], sequences =>
        {
            if (sequences is null)
                request.Refuse(500, Outcomes.NotWritten);
            else
                request.Answer(("sequence-numbers", sequences.ToArray()));
        });

    private void Cancel(Request request) => queue.Cancel(request.Get<long[]>("sequence-numbers"), result =>
    {
        if (result == CommandResult.NotFound)
            request.Refuse(404, Outcomes.Error(Outcomes.MessageNotFound, "A message is not, or no longer, scheduled."));
        else
            Answer(request, result);
    });

    private void Peek(Request request)
    {
        var found = queue.Peek(request.Get<long>("from-sequence-number"), request.Get<int>("message-count"));
        if (found.Count == 0)
            request.Refuse(404, Outcomes.Error(Outcomes.MessageNotFound, "There are no more messages."));
        else
            request.Answer(("messages", found.Select(Encoded).ToList()));
    }

    private static AmqpMap Encoded(OutgoingMessage message)
    {
        byte[] bytes = [.. MessageBytes.Head(message), .. message.Content.Body];
        return new() { [new MapKey("message")] = new ArraySegment<byte>(bytes) };
    }

    private void Renew(Request request)
    {
        DateTimeOffset?[] ends = [.. request.Get<Guid[]>("lock-tokens").Select(queue.Renew)];
        if (ends.Contains(null))
            Answer(request, CommandResult.NotFound);
        else
            request.Answer(("expirations", ends.Select(end => end!.Value.UtcDateTime).ToArray()));
    }

    private void Settle(Request request)
    {
        var tokens = request.Get<Guid[]>("lock-tokens");
        if (ToSettlement(request) is not { } settlement)
        {
            request.Refuse(501, Outcomes.NotSupported("deferring"));
            return;
        }

        var (left, worst) = (tokens.Length, CommandResult.Done);
        foreach (var token in tokens)
        {
            queue.Settle(token, settlement, result =>
            {
                worst = result == CommandResult.Done ? worst : result;
                if (--left == 0)
                    Answer(request, worst);
            });
        }
    }

    private static Settlement? ToSettlement(Request request)
    {
        var properties = (request.Find<AmqpMap>("properties-to-modify") ?? [])
            .ToDictionary(property => property.Key.Key.ToString()!, property => (object?)property.Value);
        switch (request.Get<string>("disposition-status"))
        {
            case "completed": return Settlement.Complete;
            case "abandoned": return new(SettlementKind.Abandon, properties);
            case "suspended":
                if (request.Find<string>("deadletter-reason") is { } reason)
                    properties[DeadLetterReason.ReasonName] = reason;
                if (request.Find<string>("deadletter-description") is { } description)
                    properties[DeadLetterReason.DescriptionName] = description;
                return new(SettlementKind.DeadLetter, properties);
            default: return null;
        }
    }

    private static void Answer(Request request, CommandResult result)
    {
        if (Outcomes.Problem(result) is not { } error)
            request.Answer();
        else
            request.Refuse(result switch { CommandResult.NotFound => 410, CommandResult.NotAllowed => 400, _ => 500 }, error);
    }
}
