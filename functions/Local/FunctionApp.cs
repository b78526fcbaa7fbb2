using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Followup.Local.Endpoints;
using Followup.LocalHost;
using Followup.LocalHost.Worker;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Followup.Local;

/// <summary>The function app, as a process of its own or in this one, and the Functions host that it runs under.</summary>
internal sealed class FunctionApp(LocalOptions options, IReadOnlyDictionary<string, string> settings, TimeProvider clock) : IAsyncDisposable
{
    private InProcessWorker? inProcess;
    private IHost? unstarted;

    public IServiceProvider Services => inProcess?.Services ?? (unstarted ??= Build()).Services;

    /// <summary>The folder that the app was built or published to.</summary>
    public string Directory =>
        options.InProcess is not null ? AppContext.BaseDirectory
        : options.AppDirectory is { } given ? Path.GetFullPath(given)
        : BuiltDirectory();

    /// <exception cref="CannotStartException">Its message is one sentence that says why, and what to do.</exception>
    public async Task<FunctionsHost> StartAsync(
        int port, string functionKey, LocalEndpoints endpoints, ILoggerFactory logs, CancellationToken ct)
    {
        if (options.InProcess is null && !File.Exists(Path.Combine(Directory, "worker.config.json")))
        {
            throw new CannotStartException(
                $"There is no function app in {Directory}; build or publish one, or choose another folder with --app.");
        }
        var host = new FunctionsHostOptions(Directory, settings, port, functionKey, clock, web => Add(web, endpoints))
        {
            FunctionKeyIsFoundAt = "It is on the start screen, and at /_local/info as functionKey.",
        };
        var start = options.InProcess is null
            ? WorkerProcess.With(typeof(FunctionApp).Assembly)
            : InProcessWorker.With(typeof(Program).Assembly, Program.CreateBuilder, AddServices, worker => inProcess = worker);
        try
        {
            return await FunctionsHost.StartAsync(host, start, logs, ct);
        }
        catch (IOException e)
        {
            throw new CannotStartException($"Port {port} is taken by another program; choose another with --port.", e);
        }
        catch (OptionsValidationException e)
        {
            throw new CannotStartException($"A setting is not right: {string.Join(" ", e.Failures)}", e);
        }
        catch (WorkerFailedException e) when (e.Type == typeof(OptionsValidationException).FullName)
        {
            throw new CannotStartException($"A setting is not right: {e.Message}", e);
        }
        catch (Exception e) when (e is WorkerFailedException or InvalidOperationException or TimeoutException)
        {
            throw new CannotStartException($"The function app could not start: {e.Message}", e);
        }
    }

    public ValueTask DisposeAsync() => unstarted is IAsyncDisposable app ? app.DisposeAsync() : ValueTask.CompletedTask;

    private static string BuiltDirectory() => typeof(FunctionApp).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(data => data.Key == "AppFolder").Value!;

    private void AddServices(IServiceCollection services)
    {
        services.AddSingleton(clock);
        options.InProcess!(services);
    }

    private static void Add(WebApplicationBuilder web, LocalEndpoints endpoints)
    {
        // a page of another site whose name resolves to this machine must not read the function key
        web.Configuration["AllowedHosts"] = "localhost;127.0.0.1;[::1]";
        web.Services.AddSingleton<IStartupFilter>(endpoints).AddSingleton<IStartupFilter>(new LocalSignIn());
        web.Services.AddSingleton<Html>().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
    }

    private IHost Build()
    {
        var builder = Program.CreateBuilder([.. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        builder.Services.AddSingleton(clock);
        return builder.Build();
    }
}
