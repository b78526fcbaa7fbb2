using System.Collections.Concurrent;
using Azure.Messaging.ServiceBus;
using Grpc.Core;

namespace Followup.LocalHost.ServiceBus;

/// <summary>
/// The messages whose functions are running, and that are not settled yet, by lock token: a worker settles by the token alone.
/// </summary>
internal sealed class LockedMessages
{
    private readonly ConcurrentDictionary<string, ProcessMessageEventArgs> messages = [];

    public void Add(ProcessMessageEventArgs args) => messages[args.Message.LockToken] = args;

    /// <summary>False for a message that its function has settled.</summary>
    public bool Remove(ProcessMessageEventArgs args) => messages.TryRemove(args.Message.LockToken, out _);

    /// <exception cref="RpcException">No function is running for this message, or it has settled it.</exception>
    public ProcessMessageEventArgs Find(string lockToken) => messages.TryGetValue(lockToken, out var args)
        ? args
        : throw new RpcException(new Status(StatusCode.FailedPrecondition, $"No message is locked by the token '{lockToken}'."));
}
