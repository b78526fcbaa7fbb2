using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Followup.Tests.LearningRecords;

/// <summary>
/// Stands for a learning record store on loopback: keeps statements by id, as the specification asks for, and answers the first requests
/// with the faults it is given.
/// </summary>
internal sealed class RecordStore : IAsyncDisposable
{
    private readonly WebApplication app;

    private RecordStore(WebApplication app) => this.app = app;

    public Dictionary<string, JsonElement> Statements { get; } = [];

    /// <summary>The statuses that the next requests are answered with.</summary>
    public Queue<int> Faults { get; } = [];

    public string? Authorization { get; private set; }

    public string? Version { get; private set; }

    public string Endpoint => $"{app.Urls.First()}/xapi";

    /// <summary>What makes an app tell this store.</summary>
    public string[] Settings =>
    [
        $"--Lrs:Endpoint={Endpoint}",
        "--Lrs:Key=user",
        "--Lrs:Secret=word",
        "--Lrs:HomePage=https://hr.example",
    ];

    public static async Task<RecordStore> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var store = new RecordStore(builder.Build());
        store.app.MapPost("/xapi/statements", store.TakeAsync);
        await store.app.StartAsync(TestContext.Current.CancellationToken);
        return store;
    }

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        var statements = (await JsonDocument.ParseAsync(request.Body)).RootElement.EnumerateArray().ToList();
        lock (Statements)
        {
            if (Faults.TryDequeue(out var status)) return TypedResults.StatusCode(status);
            (Authorization, Version) = (request.Headers.Authorization, request.Headers["X-Experience-API-Version"]);
            // "If an LRS receives a Statement with an id which matches that of a Statement it already has": 409 where it differs
            if (statements.Exists(DiffersFromItsLike)) return TypedResults.Conflict();
            foreach (var statement in statements) Statements[Id(statement)] = statement;
            return TypedResults.Ok(statements.Select(Id));
        }
    }

    private bool DiffersFromItsLike(JsonElement statement) =>
        Statements.TryGetValue(Id(statement), out var before) && before.GetRawText() != statement.GetRawText();

    private static string Id(JsonElement statement) => statement.GetProperty("id").GetString()!;

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
