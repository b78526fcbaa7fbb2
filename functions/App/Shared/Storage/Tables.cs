using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;

namespace Followup.Shared.Storage;

/// <summary>The tables by name. What each holds and how its keys are made is in functions/App/README.md, "Storage".</summary>
public sealed class Tables(TableServiceClient service) : IHostedLifecycleService
{
    public TableClient Programs { get; } = service.GetTableClient("programs");
    public TableClient People { get; } = service.GetTableClient("people");
    public TableClient Followups { get; } = service.GetTableClient("followups");
    public TableClient Invitations { get; } = service.GetTableClient("invitations");
    public TableClient Responses { get; } = service.GetTableClient("responses");
    public TableClient Results { get; } = service.GetTableClient("results");
    public TableClient Worklist { get; } = service.GetTableClient("worklist");

    /// <summary>None follows from the others, so each is to be copied: rounds that were held cannot be held again.</summary>
    public IReadOnlyList<TableClient> All => [Programs, People, Followups, Invitations, Responses, Worklist, Results];

    public TableClient? Find(string name) => All.FirstOrDefault(table => table.Name == name);

    /// <summary>Makes those that are not there.</summary>
    public Task MakeAsync(CancellationToken ct) => Task.WhenAll(All.Select(table => table.CreateIfNotExistsAsync(ct)));

    /// <summary>Before anything of the app has started: its worker serves as soon as it has.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => MakeAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
