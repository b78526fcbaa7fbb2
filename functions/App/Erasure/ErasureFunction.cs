using System.Text.Json;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.Erasure;

/// <summary>Erases a person by employee id or address. It is sent as a body, because addresses of requests are written down in many places.</summary>
public sealed partial class ErasureFunction(PersonErasure erasure, ILogger<ErasureFunction> logger)
{
    /// <summary>200 with the rows that were removed; 404 where there was nothing, as at a second call.</summary>
    [Function("person-erase")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/people/erase")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var (json, fault) = await request.ReadJsonAsync(ct);
        using var body = json;
        if (fault is null && (body!.RootElement.ValueKind != JsonValueKind.Object || !body.RootElement.TryGetProperty("person", out var person)
            || person.ValueKind != JsonValueKind.String || string.IsNullOrWhiteSpace(person.GetString())))
            fault = new("person", "Say whom, by employee id or address.");
        if (fault is not null) return Problems.BadRequest("Nobody was erased.", fault);

        var erased = await erasure.EraseAsync(body!.RootElement.GetProperty("person").GetString()!, ct);
        if (erased.IsNothing()) return Problems.NotFound("There is nobody with this id or address, and nothing left of them.");
        Log.Erased(logger, erased);
        return TypedResults.Json(erased, Wire.Json);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A person was erased: {Erased}.")]
        public static partial void Erased(ILogger logger, Erased erased);
    }
}
