using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Followup.LocalHost.Worker;

/// <summary>
/// The app in this process, over the same wire: for tests that put services of their own into it. The worker's packages take two things
/// to be the only ones of their process, which are put right here: the entry assembly, in which they look for generated code, and the
/// port of the worker's web server.
/// </summary>
public sealed class InProcessWorker : IWorker
{
    private static readonly Lock EntryAssembly = new();

    private readonly TaskCompletionSource<WorkerFailedException> ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly IHost app;

    private InProcessWorker(IHost app)
    {
        this.app = app;
        app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopped.Register(
            () => ended.TrySetResult(new("", "It was stopped.")));
    }

    public Task<WorkerFailedException> Ended => ended.Task;

    public int ProcessId => Environment.ProcessId;

    public IServiceProvider Services => app.Services;

    /// <param name="create">The app's builder; it is called with settings as arguments.</param>
    public static StartWorker With(
        Assembly appAssembly, Func<string[], FunctionsApplicationBuilder> create, Action<IServiceCollection> services,
        Action<InProcessWorker> started) =>
        async (start, ct) =>
        {
            var worker = new InProcessWorker(Build(start, appAssembly, create, services));
            started(worker);
            await worker.app.StartAsync(ct);
            return worker;
        };

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await ((IAsyncDisposable)app).DisposeAsync();
        ended.TrySetResult(new("", "It was stopped."));
    }

    private static IHost Build(
        WorkerStart start, Assembly appAssembly, Func<string[], FunctionsApplicationBuilder> create, Action<IServiceCollection> services)
    {
        Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", start.AppDirectory);
        Environment.SetEnvironmentVariable("FUNCTIONS_WORKER_DIRECTORY", start.AppDirectory);
        string[] args =
        [
            .. start.Arguments.Select(argument => $"--Functions:Worker:{argument.Setting}={argument.Value}"),
            .. start.Settings.Select(setting => $"--{setting.Key}={setting.Value}"),
        ];
        var builder = AsEntryAssembly(appAssembly, () => create(args));
        WorkerPort.Hold(builder.Services);
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        services(builder.Services);
        return builder.Build();
    }

    private static T AsEntryAssembly<T>(Assembly assembly, Func<T> make)
    {
        lock (EntryAssembly)
        {
            var entry = Assembly.GetEntryAssembly();
            Assembly.SetEntryAssembly(assembly);
            try
            {
                return make();
            }
            finally
            {
                Assembly.SetEntryAssembly(entry);
            }
        }
    }
}
