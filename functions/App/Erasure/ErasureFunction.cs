using System.Text.Json;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.Erasure;

/// <summary>
/// Erases a person by employee id or address. The person is named in the body of the request, because addresses of requests are written
/// down in many places.
/// </summary>
public sealed partial class ErasureFunction(PersonErasure erasure, ILogger<ErasureFunction> logger)
{
    private const string NobodyErased = "Nobody was erased.";

    /// <summary>200 with the rows that were removed; 404 where there was nothing, as at a second call.</summary>
    [Function("person-erase")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/people/erase")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var (json, fault) = await request.ReadJsonAsync(ct);
        if (fault is not null) return Problems.BadRequest(NobodyErased, fault);
        using var body = json!;
        if (PersonIn(body.RootElement) is not { } person)
            return Problems.BadRequest(NobodyErased, new FieldError("person", "Say whom, by employee id or address."));

        var erased = await erasure.EraseAsync(person, ct);
        if (erased.IsNothing()) return Problems.NotFound("There is nobody with this id or address, and nothing left of them.");
        Log.Erased(logger, erased);
        return TypedResults.Json(erased, Wire.Json);
    }

    private static string? PersonIn(JsonElement sent)
    {
        if (sent.ValueKind != JsonValueKind.Object || !sent.TryGetProperty("person", out var person)) return null;
        if (person.ValueKind != JsonValueKind.String) return null;
        var idOrAddress = person.GetString();
        return string.IsNullOrWhiteSpace(idOrAddress) ? null : idOrAddress;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A person was erased: {Erased}.")]
        public static partial void Erased(ILogger logger, Erased erased);
    }
}
