namespace Followup.Tests.Shared.Http;

/// <summary>The table service, which once it is set to be silent never answers what is asked at this path.</summary>
internal sealed class NeverAnswered(string path) : DelegatingHandler(new SocketsHttpHandler())
{
    private readonly TaskCompletionSource begun = new();
    private volatile bool isSilent;

    public Task Begun => begun.Task;

    public void FallSilent() => isSilent = true;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (isSilent && request.RequestUri!.AbsolutePath.EndsWith(path, StringComparison.Ordinal))
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        return await base.SendAsync(request, cancellationToken);
    }
}
