namespace Followup.Tests.Shared.Http;

/// <summary>The table service, which never answers what is asked at this path.</summary>
internal sealed class NeverAnswered(string path) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly TaskCompletionSource begun = new();

    public Task Begun => begun.Task;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal))
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        return await base.SendAsync(request, cancellationToken);
    }
}
