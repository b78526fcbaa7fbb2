using Followup.LocalBus.Store;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.LocalBus.Tests;

public sealed class MessageStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Changes_are_written_together_or_not_at_all()
    {
        using var store = Open();
        Assert.Null(await CommitAsync(store, Insert(1)));
        Assert.NotNull(await CommitAsync(store, Insert(2), Insert(1))); // there is a message 1
        Assert.Equal([1], store.Load().Select(row => row.Id));
        Assert.Null(await CommitAsync(store, Insert(2)));
    }

    [Fact]
    public async Task A_message_moves_by_one_update_and_keeps_its_bytes()
    {
        using var store = Open();
        var insert = Insert(1);
        var moved = insert.Row with { Queue = "q/$deadletterqueue", Sequence = 5, ExpiresAt = DateTimeOffset.UnixEpoch, DeliveryCount = 3 };
        Assert.Null(await CommitAsync(store, insert, new Update(moved)));
        Assert.Equal([moved], store.Load());
        Assert.Equal(insert.Content.Body, store.Read(1).Body);
        Assert.Null(await CommitAsync(store, new Update(moved, [9])));
        Assert.Equal([9], store.Read(1).Body);
        Assert.Equal(insert.Content.Head, store.Read(1).Head);
    }

    [Fact]
    public async Task The_last_sequence_number_outlives_its_message()
    {
        using (var store = Open())
            Assert.Null(await CommitAsync(store, Insert(41), new Delete(41)));
        using (var again = Open())
        {
            Assert.Equal(41, again.LastSequence());
            Assert.Empty(again.Load());
        }
    }

    private static Insert Insert(long id) =>
        new(new Row(id, "q", id, null, DateTimeOffset.UnixEpoch, null, 0), new Content([1, 2], [3]));

    private MessageStore Open() => new(folder.File("bus.db"), NullLogger<MessageStore>.Instance);

    private static Task<Exception?> CommitAsync(MessageStore store, params Change[] changes)
    {
        var done = new TaskCompletionSource<Exception?>(TaskCreationOptions.RunContinuationsAsynchronously); // not on the writing thread
        store.Commit(changes, done.SetResult);
        return done.Task;
    }
}
