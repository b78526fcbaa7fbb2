using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Reports;

public sealed class ProgramParticipationFunction(ParticipationReader participation)
{
    /// <summary>
    /// How many completed a program, were asked and have answered by now, by wave and audience: live, unlike all figures, and at an address
    /// of its own. Nobody may keep it.
    /// </summary>
    [Function("program-participation")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}/participation")] HttpRequest request,
        string id)
    {
        if (await participation.FindAsync(id, request.HttpContext.RequestAborted) is not { } found)
            return Problems.NotFound($"There is no program '{id}'.");

        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return TypedResults.Json(found, Wire.Json);
    }
}
