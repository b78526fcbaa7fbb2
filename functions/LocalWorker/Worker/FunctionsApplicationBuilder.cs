using System.Reflection;
using Followup.LocalWorker;
using Followup.LocalWorker.Http;
using Followup.LocalWorker.Invocation;
using Followup.LocalWorker.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Gathers services and middleware, and builds the host that runs the functions in this process.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder web;
    private readonly Assembly functions;
    private readonly InvocationPipeline pipeline = new();
    private bool built;

    internal FunctionsApplicationBuilder(string[] args, Assembly functions)
    {
        this.functions = functions;
        web = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        // the weakest source: what the app is told otherwise wins over it
        ((IConfigurationBuilder)web.Configuration).Sources.Insert(0, new EnvironmentVariablesConfigurationSource { Prefix = "AZURE_FUNCTIONS_" });
        // The official worker leaves console output to its host.
        web.Logging.ClearProviders();
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;
    public ConfigurationManager Configuration => web.Configuration;
    public IHostEnvironment Environment => web.Environment;
    public ILoggingBuilder Logging => web.Logging;
    public IMetricsBuilder Metrics => web.Metrics;
    public IServiceCollection Services => web.Services;
    IConfigurationManager IHostApplicationBuilder.Configuration => web.Configuration;

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null) where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        pipeline.Add(middleware);
        return this;
    }

    public IHost Build()
    {
        if (built) throw new InvalidOperationException("Build can only be called once.");
        built = true;
        Services.TryAddSingleton(TimeProvider.System);
        Services.AddSingleton(pipeline);
        Services.AddSingleton(HostSettings.Read(AppContext.BaseDirectory, Configuration));
        Services.AddSingleton(FunctionCatalog.Of(functions, name => Configuration[name]));
        Services.AddSingleton<FunctionInvoker>();
        Services.AddSingleton(provider => new FunctionTimers(
            provider.GetRequiredService<FunctionCatalog>(), provider.GetRequiredService<FunctionInvoker>(), provider.GetRequiredService<TimeProvider>()));
        Services.AddHostedService(provider => provider.GetRequiredService<FunctionTimers>());
        Services.AddHostedService<ServiceBusListener>();
        HttpHost.Configure(web);
        var app = web.Build();
        app.Services.GetRequiredService<FunctionCatalog>().MapHttp(app);
        return app;
    }
}
