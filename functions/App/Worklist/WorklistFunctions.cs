using Followup.People;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Worklist;

/// <summary>
/// What managers said about people, and what to do, as JSON; and its dismissal. HR's page shows more that waits: see
/// <see cref="WorklistItems"/>.
/// </summary>
public sealed class WorklistFunctions(WorklistStore worklist, PersonStore people)
{
    [Function("worklist")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/worklist")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var entries = worklist.AllAsync(ct).Select(async (WorklistRow row, CancellationToken token) => new
        {
            id = row.LearnerKey,
            row.Kind,
            person = await PersonAsync(row.LearnerKey, token),
            program = row.Followup.ProgramId,
            saidBy = await PersonAsync(row.SaidBy, token),
            row.SaidAt,
            whatToDo = WhatToDo(row.Kind),
        });
        return TypedResults.Json(await entries.ToListAsync(ct), Wire.Json);
    }

    /// <summary>
    /// The manager erred: 204, and the manager is asked about that person again, from the next wave or program on; 404 where nothing
    /// waits under this id.
    /// </summary>
    [Function("worklist-dismiss")]
    public async Task<IResult> DismissAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/worklist/{id}")] HttpRequest request, string id) =>
        await worklist.DismissAsync(id, request.HttpContext.RequestAborted)
            ? TypedResults.NoContent()
            : Problems.NotFound("Nothing waits under this id.");

    private async Task<object?> PersonAsync(string key, CancellationToken ct) =>
        await people.FindAsync(key, ct) is { } person ? new { person.Id, person.Name } : null;

    private static string WhatToDo(WorklistKind kind) => kind == WorklistKind.HasLeft
        ? "If the person has left, set active to false with the next people import; if not, DELETE /api/worklist/{id}."
        : "Name the right manager with the next people import; then that one is asked. If the old one is right, DELETE /api/worklist/{id}.";
}
