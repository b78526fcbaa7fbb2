using System.Text.Json;
using Azure.Data.Tables;
using Azure.Messaging.ServiceBus;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Bus;
using Followup.Shared.Http;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Followup.Tests.People;

/// <summary>What tests of the people file read off an answer, and off the tables.</summary>
internal static class PeopleFile
{
    public static JsonElement Row(this Answered answered, int index) => answered.Json.GetProperty("rows")[index];

    /// <summary>The field of a row that was rejected; null for none.</summary>
    public static string? Field(this Answered answered, int index) =>
        answered.Row(index).TryGetProperty("field", out var field) ? field.GetString() : null;

    public static string Reason(this Answered answered, int index) => answered.Row(index).GetProperty("reason").GetString()!;

    /// <summary>A file of people as it is, of this type.</summary>
    public static async Task<Answered> PostPeopleAsync(this SystemFixture fixture, HttpContent file, string query = "")
    {
        var ct = TestContext.Current.CancellationToken;
        using var request = new HttpRequestMessage(HttpMethod.Post, $"api/people/import{query}") { Content = file };
        request.Headers.Add("x-functions-key", fixture.System.FunctionKey);
        using var response = await fixture.Http.SendAsync(request, ct);
        return new(response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync(ct)).RootElement);
    }

    public static ByteArrayContent OfType(this byte[] file, string? type)
    {
        var content = new ByteArrayContent(file);
        if (type is not null) content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(type);
        return content;
    }

    /// <summary>The fields that a row is warned of, in order.</summary>
    public static string[] Warned(this Answered answered, int index) =>
        answered.Row(index).TryGetProperty("warnings", out var warnings)
            ? [.. warnings.EnumerateArray().Select(warning => warning.GetProperty("field").GetString()!)]
            : [];

    public static string Address(string name, string mark) => $"{name}-{mark}@followup.example";

    /// <summary>A file whose ids get a test's mark, and so do addresses, which are written as <c>name@</c>.</summary>
    public static string Csv(string mark, string header, params string[] rows)
    {
        var columns = header.Split(',');
        string Marked(string column, string cell)
        {
            if (cell.EndsWith('@')) return Address(cell[..^1], mark);
            var isPlain = cell != "" && cell[0] != '#' && !cell.Contains('.', StringComparison.Ordinal);
            return isPlain && (column is "id" or "previousId" or "managerId") ? $"{cell}-{mark}" : cell;
        }
        var marked = rows.Select(row => string.Join(',', row.Split(',').Select((cell, i) => Marked(columns[i], cell))));
        return $"{header}\n{string.Join('\n', marked)}\n";
    }

    /// <summary>All rows of a system's people and worklist, with their moments: equal where nothing was written between.</summary>
    public static async Task<string[]> StoredAsync(this SystemFixture fixture)
    {
        var ct = TestContext.Current.CancellationToken;
        var tables = fixture.System.Services.GetRequiredService<Tables>();
        var rows = tables.People.QueryAsync<TableEntity>(cancellationToken: ct)
            .Concat(tables.Worklist.QueryAsync<TableEntity>(cancellationToken: ct));
        return await rows.Select(row => string.Join('\n', row.OrderBy(cell => cell.Key, StringComparer.Ordinal))).ToArrayAsync(ct);
    }

    /// <summary>An import whose messages go nowhere.</summary>
    public static async Task<ImportOutcome> ImportAsync(
        this SystemFixture fixture, string csv, List<ServiceBusMessage> sent, ImportMode? mode = null)
    {
        var ct = TestContext.Current.CancellationToken;
        T Service<T>() where T : notnull => fixture.System.Services.GetRequiredService<T>();
        var import = new PeopleImport(
            Service<PersonStore>(), Service<WorklistStore>(), new Queues(new NowhereBus(sent)), NullLogger<PeopleImport>.Instance);
        using var body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        using var table = await CsvTable.OpenAsync(body, PersonReader.Columns, PersonReader.RequiredColumns, ct: ct);
        return await import.ImportAsync(table, ct, mode);
    }

    private sealed class NowhereBus(List<ServiceBusMessage> sent) : ServiceBusClient
    {
        public override ServiceBusSender CreateSender(string queueOrTopicName) => new NowhereSender(sent);
    }

    private sealed class NowhereSender(List<ServiceBusMessage> sent) : ServiceBusSender
    {
        public override Task SendMessageAsync(ServiceBusMessage message, CancellationToken cancellationToken = default)
        {
            sent.Add(message);
            return Task.CompletedTask;
        }

        public override Task SendMessagesAsync(ServiceBusMessageBatch messageBatch, CancellationToken cancellationToken = default) =>
            Task.CompletedTask;

        public override ValueTask<ServiceBusMessageBatch> CreateMessageBatchAsync(CancellationToken cancellationToken = default) =>
            new(ServiceBusModelFactory.ServiceBusMessageBatch(1, sent));
    }
}
