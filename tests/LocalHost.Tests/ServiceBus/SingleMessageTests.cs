using Azure.Messaging.ServiceBus;
using Followup.LocalWorker.Tests.SampleFunctions;

namespace Followup.LocalWorker.Tests.ServiceBus;

public sealed class SingleMessageTests
{
    [Theory]
    // the trap: the attribute of single-default reads false, and the message is completed all the same
    [InlineData("single-default", null, true)]
    [InlineData("single-auto", null, true)]
    [InlineData("single-manual", null, false)]
    [InlineData("single-default", "false", false)]
    [InlineData("single-auto", "false", true)]
    public async Task What_is_said_explicitly_decides_who_completes_then_host_json_then_its_default(
        string function, string? ofHost, bool completed)
    {
        await using var host = ofHost is null
            ? await WorkerHost.StartAsync()
            : await WorkerHost.StartAsync(settings: $"--AzureFunctionsJobHost:extensions:serviceBus:autoCompleteMessages={ofHost}");
        await host.SendAsync(function, "1");
        Assert.Equal("1", (await host.Script.CallAsync<Delivery>(function)).Message.MessageId);
        if (completed) await WorkerHost.EventuallyAsync(() => host.Counts(function) is { Active: 0, Locked: 0 });
        else
        {
            await Task.Delay(300, WorkerHost.Ct);
            Assert.Equal(1, host.Counts(function).Locked);
        }
    }

    [Theory]
    [InlineData("single-default")]
    [InlineData("single-manual")]
    public async Task A_message_whose_function_throws_comes_again_with_a_grown_count_until_it_is_dead(string function)
    {
        await using var host = await WorkerHost.StartAsync();
        host.Script.On<Delivery>(function, _ => throw new InvalidOperationException("not today"));
        await host.SendAsync(function, "1");
        for (var count = 1; count <= 3; count++)
            Assert.Equal(count, (await host.Script.CallAsync<Delivery>(function)).Message.DeliveryCount);
        await WorkerHost.EventuallyAsync(() => host.Counts(function) is { Active: 0, Locked: 0, DeadLettered: 1 });
    }

    [Fact]
    public async Task A_function_may_settle_by_itself()
    {
        await using var host = await WorkerHost.StartAsync();
        host.Script.On<Delivery>("single-manual", call => call.Message.MessageId switch
        {
            "complete" => call.Actions.CompleteMessageAsync(call.Message, call.Ct),
            "dead" => call.Actions.DeadLetterMessageAsync(call.Message, new() { ["hint"] = 7 }, "no good", "because", call.Ct),
            "dead, no more said" => call.Actions.DeadLetterMessageAsync(call.Message, cancellationToken: call.Ct),
            _ when call.Message.DeliveryCount == 1 => call.Actions.AbandonMessageAsync(call.Message, null, call.Ct),
            _ => RenewAndCompleteAsync(call),
        });
        await host.SendAsync("single-manual", "complete", "dead", "dead, no more said", "abandon");
        await WorkerHost.EventuallyAsync(() => host.Counts("single-manual") is { Active: 0, Locked: 0, DeadLettered: 2 });

        await using var receiver = host.Client.CreateReceiver(
            "single-manual", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var dead = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5), WorkerHost.Ct);
        if (dead.MessageId != "dead") dead = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5), WorkerHost.Ct);
        Assert.Equal(("dead", "no good", "because", 7),
            (dead.MessageId, dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.ApplicationProperties["hint"]));

        static async Task RenewAndCompleteAsync(Delivery call)
        {
            var until = call.Message.LockedUntil;
            await Task.Delay(50, call.Ct);
            await call.Actions.RenewMessageLockAsync(call.Message, call.Ct);
            Assert.True(call.Message.LockedUntil > until);
            await call.Actions.CompleteMessageAsync(call.Message, call.Ct);
        }
    }

    [Fact]
    public async Task A_message_settled_by_its_function_is_not_settled_again()
    {
        await using var host = await WorkerHost.StartAsync();
        host.Script.On<Delivery>("single-default", async call =>
        {
            await call.Actions.CompleteMessageAsync(call.Message, call.Ct);
            throw new InvalidOperationException("after the fact");
        });
        await host.SendAsync("single-default", "1");
        await host.Script.CallAsync<Delivery>("single-default");
        await Task.Delay(300, WorkerHost.Ct);
        Assert.Equal(0, host.Script.Waiting("single-default"));
        Assert.True(host.Counts("single-default") is { Active: 0, Locked: 0, DeadLettered: 0 });
    }

    [Fact]
    public async Task The_message_id_and_the_delivery_count_arrive_by_name_and_the_queue_may_be_a_setting()
    {
        await using var host = await WorkerHost.StartAsync();
        await host.SendAsync("named", "m-1");
        Assert.Equal(new Named("m-1", 1, "body of m-1", "m-1"), await host.Script.CallAsync<Named>("named"));
    }

    [Fact]
    public async Task As_many_run_at_once_as_host_json_says()
    {
        await using var host = await WorkerHost.StartAsync(settings: "--AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls=2");
        var go = new TaskCompletionSource();
        host.Script.On<Delivery>("single-default", _ => go.Task);
        await host.SendAsync("single-default", "1", "2", "3", "4");
        await host.Script.CallAsync<Delivery>("single-default");
        await host.Script.CallAsync<Delivery>("single-default");
        await Task.Delay(300, WorkerHost.Ct);
        Assert.Equal(0, host.Script.Waiting("single-default"));
        go.SetResult();
        await WorkerHost.EventuallyAsync(() => host.Counts("single-default") is { Active: 0, Locked: 0 });
    }
}
