using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Filter;
using Followup.LocalStorage.Store;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Tables;

/// <summary>Creating, listing and deleting tables.</summary>
internal sealed partial class CatalogRequests(Catalog catalog)
{
    private const int MostBytes = 1 << 16;

    public async Task<Refusal?> CreateAsync(HttpContext http, CancellationToken ct)
    {
        using var body = await Bodies.ReadAsync(http.Request, MostBytes, ct);
        var name = NameIn(body.Written);
        if (!IsName().IsMatch(name) || name.Equals("tables", StringComparison.OrdinalIgnoreCase)) return Refusal.InvalidResourceName;
        if (await catalog.CreateAsync(name) is { } refusal) return refusal;
        if (http.Request.Headers["Prefer"] == "return-no-content")
        {
            http.Response.Headers["Preference-Applied"] = "return-no-content";
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return null;
        }
        var metadata = Metadata.Of(http.Request, "Tables/@Element");
        var answer = Encoding.UTF8.GetBytes($$"""{"odata.metadata":"{{metadata}}","TableName":"{{name}}"}""");
        await Answers.WriteAsync(http, StatusCodes.Status201Created, Answers.Json, answer);
        return null;
    }

    public async Task<Refusal?> ListAsync(HttpContext http, CancellationToken ct)
    {
        var top = QueryRequest.Top(http.Request);
        var condition = FilterParser.Parse(http.Request.Query["$filter"]);
        var token = http.Request.Query["NextTableName"].ToString();
        var from = token.Length > 0 ? Encoding.UTF8.GetString(ContinuationToken.Read(token)) : "";
        var found = catalog.Names()
            .Where(name => StringComparer.OrdinalIgnoreCase.Compare(name, from) >= 0)
            .Where(name => condition is null || condition.IsMetBy(AsRow(name)))
            .Take(top + 1)
            .ToList();
        if (found.Count > top) http.Response.Headers["x-ms-continuation-NextTableName"] = ContinuationToken.Of(found[top]);
        var tables = string.Join(',', found.Take(top).Select(name => $$"""{"TableName":"{{name}}"}"""));
        var metadata = Metadata.Of(http.Request, "Tables");
        var body = Encoding.UTF8.GetBytes($$"""{"odata.metadata":"{{metadata}}","value":[{{tables}}]}""");
        await Answers.WriteAsync(http, StatusCodes.Status200OK, Answers.Json, body);
        return null;
    }

    /// <param name="quoted">The name in quotes.</param>
    public async Task<Refusal?> DeleteAsync(HttpContext http, string quoted, CancellationToken ct)
    {
        var refusal = await catalog.DeleteAsync(quoted.Trim('\''));
        if (refusal is null) http.Response.StatusCode = StatusCodes.Status204NoContent;
        return refusal;
    }

    private static RowView AsRow(string name) => new([], [], 0, Encoding.UTF8.GetBytes($"\"TableName\":\"{name}\""));

    private static string NameIn(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.GetProperty("TableName").GetString() ?? "";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new RefusedException(Refusal.InvalidInput);
        }
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,62}\z")]
    private static partial Regex IsName();
}
