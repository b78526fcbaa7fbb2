using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.Features;

namespace Followup.Tests.Shared.Http;

/// <summary>Notes the requests whose connection the app breaks off.</summary>
internal sealed class BrokenOff : IStartupFilter
{
    public ConcurrentQueue<string> Paths { get; } = [];

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((http, answer) =>
        {
            var connection = http.Features.GetRequiredFeature<IHttpRequestLifetimeFeature>();
            http.Features.Set<IHttpRequestLifetimeFeature>(new Noting(connection, () => Paths.Enqueue(http.Request.Path)));
            return answer(http);
        });
        next(app);
    };

    private sealed class Noting(IHttpRequestLifetimeFeature connection, Action note) : IHttpRequestLifetimeFeature
    {
        public CancellationToken RequestAborted
        {
            get => connection.RequestAborted;
            set => connection.RequestAborted = value;
        }

        public void Abort()
        {
            note();
            connection.Abort();
        }
    }
}
