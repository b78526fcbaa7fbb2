using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Followup.Tests;

/// <summary>Something that happens once, just before the first of some requests to the tables leaves.</summary>
/// <param name="isIt">Whether this is the request.</param>
/// <param name="happens">What happens before it; where this throws, the request fails, and is not sent.</param>
internal sealed class Interference(Func<Request, bool> isIt, Func<Task> happens) : HttpPipelinePolicy
{
    private int happened;

    /// <summary>The system's tables for whoever is to be interfered with.</summary>
    public TableServiceClient With(SystemFixture fixture)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        return new(fixture.System.TablesConnection, options);
    }

    /// <summary>Chooses the entity-group transaction of this number, from 1.</summary>
    public static Func<Request, bool> Transaction(int number)
    {
        var seen = 0;
        return request => request.Uri.Path.EndsWith("$batch", StringComparison.Ordinal) && Interlocked.Increment(ref seen) == number;
    }

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        if (isIt(message.Request) && Interlocked.Exchange(ref happened, 1) == 0) await happens();
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) => throw new NotSupportedException();
}
