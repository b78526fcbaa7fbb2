using Azure.Messaging.ServiceBus;
using Followup.SampleApp;
using Followup.Settling;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.LocalHost.Tests.ServiceBus;

public sealed class SingleMessageTests
{
    [Theory]
    // the trap: the attribute of unsaid reads false, and the message is completed all the same
    [InlineData("unsaid", null, true)]
    [InlineData("auto", null, true)]
    [InlineData("manual", null, false)]
    [InlineData("unsaid", "false", false)]
    [InlineData("auto", "false", true)]
    public async Task What_is_said_explicitly_decides_who_completes_then_host_json_then_its_default(
        string function, string? ofHost, bool completed)
    {
        await using var host = ofHost is null
            ? await TestHost.StartAsync()
            : await TestHost.StartAsync(("AzureFunctionsJobHost:extensions:serviceBus:autoCompleteMessages", ofHost));
        await host.SendAsync(function, "1");
        Assert.Equal("1", (await host.Script.CallAsync<Delivery>(function)).Message.MessageId);
        if (completed)
        {
            await TestHost.EventuallyAsync(() => host.Counts(function) is { Active: 0, Locked: 0 });
        }
        else
        {
            await Task.Delay(300, TestHost.Ct);
            Assert.Equal(1, host.Counts(function).Locked);
        }
    }

    [Theory]
    [InlineData("unsaid")]
    [InlineData("manual")]
    public async Task A_message_whose_function_throws_comes_again_with_a_grown_count_until_it_is_dead(string function)
    {
        await using var host = await TestHost.StartAsync();
        host.Script.On<Delivery>(function, _ => throw new InvalidOperationException("not today"));
        await host.SendAsync(function, "1");
        for (var count = 1; count <= 3; count++)
            Assert.Equal(count, (await host.Script.CallAsync<Delivery>(function)).Message.DeliveryCount);
        await TestHost.EventuallyAsync(() => host.Counts(function) is { Active: 0, Locked: 0, DeadLettered: 1 });
    }

    [Fact]
    public async Task A_function_may_settle_by_itself()
    {
        await using var host = await TestHost.StartAsync();
        host.Script.On<Delivery>("manual", call => call.Message.MessageId switch
        {
            "complete" => call.Actions.CompleteMessageAsync(call.Message, call.Ct),
            "dead" => call.Actions.DeadLetterMessageAsync(call.Message, new() { ["hint"] = 7 }, "no good", "because", call.Ct),
            _ => call.Actions.DeadLetterMessageAsync(call.Message, cancellationToken: call.Ct),
        });
        await host.SendAsync("manual", "complete", "dead", "dead, no more said");
        await TestHost.EventuallyAsync(() => host.Counts("manual") is { Active: 0, Locked: 0, DeadLettered: 2 });

        await using var receiver = host.Client.CreateReceiver("manual", new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        var dead = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5), TestHost.Ct);
        if (dead.MessageId != "dead") dead = await receiver.ReceiveMessageAsync(TimeSpan.FromSeconds(5), TestHost.Ct);
        Assert.Equal(("dead", "no good", "because", 7),
            (dead.MessageId, dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.ApplicationProperties["hint"]));
    }

    /// <summary>
    /// Renewing and deferring, which the official extension can do too, are written as on the wire: this repository's stand-in has no
    /// methods for them.
    /// </summary>
    [Fact]
    public async Task It_may_also_abandon_and_renew_and_learns_what_the_bus_refuses()
    {
        await using var host = await TestHost.StartAsync();
        var refused = new TaskCompletionSource<RpcException>();
        host.Script.On<Delivery>("manual", async call =>
        {
            var settlement = call.Context.InstanceServices.GetRequiredService<Settlement.SettlementClient>();
            if (call.Message.DeliveryCount == 1)
            {
                await call.Actions.AbandonMessageAsync(call.Message, cancellationToken: call.Ct);
                return;
            }
            await settlement.RenewMessageLockAsync(new() { Locktoken = call.Message.LockToken });
            // LocalBus knows no deferring
            refused.SetResult(await Assert.ThrowsAsync<RpcException>(
                async () => await settlement.DeferAsync(new() { Locktoken = call.Message.LockToken }, cancellationToken: call.Ct)));
            await settlement.CompleteAsync(new() { Locktoken = call.Message.LockToken });
        });
        await host.SendAsync("manual", "1");
        var refusal = await refused.Task.WaitAsync(TimeSpan.FromSeconds(15), TestHost.Ct);
        Assert.Contains("deferring", refusal.Status.Detail, StringComparison.Ordinal);
        await TestHost.EventuallyAsync(() => host.Counts("manual") is { Active: 0, Locked: 0, DeadLettered: 0 });
    }

    [Fact]
    public async Task What_cannot_be_settled_is_an_RpcException_in_the_function()
    {
        await using var host = await TestHost.StartAsync();
        var thrown = new TaskCompletionSource<RpcException>();
        host.Script.On<Delivery>("manual", async call =>
        {
            await call.Actions.CompleteMessageAsync(call.Message, call.Ct);
            thrown.SetResult(await Assert.ThrowsAsync<RpcException>(() => call.Actions.CompleteMessageAsync(call.Message, call.Ct)));
        });
        await host.SendAsync("manual", "1");
        Assert.Equal(StatusCode.FailedPrecondition, (await thrown.Task.WaitAsync(TimeSpan.FromSeconds(15), TestHost.Ct)).StatusCode);
    }

    [Fact]
    public async Task A_message_settled_by_its_function_is_not_settled_again()
    {
        await using var host = await TestHost.StartAsync();
        host.Script.On<Delivery>("unsaid", async call =>
        {
            await call.Actions.CompleteMessageAsync(call.Message, call.Ct);
            throw new InvalidOperationException("after the fact");
        });
        await host.SendAsync("unsaid", "1");
        await host.Script.CallAsync<Delivery>("unsaid");
        await Task.Delay(300, TestHost.Ct);
        Assert.Equal(0, host.Script.Waiting("unsaid"));
        Assert.True(host.Counts("unsaid") is { Active: 0, Locked: 0, DeadLettered: 0 });
    }

    [Fact]
    public async Task The_message_id_and_the_delivery_count_arrive_by_name_and_the_queue_may_be_a_setting()
    {
        await using var host = await TestHost.StartAsync();
        await host.SendAsync("named", "m-1");
        Assert.Equal(new Named("m-1", 1, "body of m-1", "m-1"), await host.Script.CallAsync<Named>("named"));
    }

    [Fact]
    public async Task As_many_run_at_once_as_host_json_says()
    {
        await using var host = await TestHost.StartAsync(("AzureFunctionsJobHost:extensions:serviceBus:maxConcurrentCalls", "2"));
        var go = new TaskCompletionSource();
        host.Script.On<Delivery>("unsaid", _ => go.Task);
        await host.SendAsync("unsaid", "1", "2", "3", "4");
        await host.Script.CallAsync<Delivery>("unsaid");
        await host.Script.CallAsync<Delivery>("unsaid");
        await Task.Delay(300, TestHost.Ct);
        Assert.Equal(0, host.Script.Waiting("unsaid"));
        go.SetResult();
        await TestHost.EventuallyAsync(() => host.Counts("unsaid") is { Active: 0, Locked: 0 });
    }
}
