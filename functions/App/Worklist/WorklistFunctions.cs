using Followup.People;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Worklist;

/// <summary>
/// What managers said about people, about whom there is nobody to ask, and what to do, as JSON; and its dismissal. HR's page shows more
/// that waits: see
/// <see cref="WorklistItems"/>.
/// </summary>
public sealed class WorklistFunctions(WorklistStore worklist, LackingManagers lacking, PersonStore people)
{
    [Function("worklist")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/worklist")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var entries = worklist.WaitingAsync(ct).Select(ViewAsync);
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

    private async ValueTask<object> ViewAsync(WorklistRow row, CancellationToken ct)
    {
        var person = await people.FindAsync(row.LearnerKey, ct);
        var isAboutPerson = row.Kind == WorklistKind.NobodyToAsk;
        return new
        {
            row.Id,
            row.Kind,
            person = View(person),
            program = isAboutPerson ? null : row.Followup.ProgramId,
            saidBy = isAboutPerson ? null : View(await people.FindAsync(row.SaidBy, ct)),
            row.SaidAt,
            reason = isAboutPerson ? await lacking.WhyNobodyAsync(person, ct) : WorklistRow.ReasonOf(row.Kind),
            whatToDo = WhatToDo(row.Kind),
        };
    }

    private static object? View(PersonRow? person) => person is null ? null : new { person.Id, person.Name };

    private static string WhatToDo(WorklistKind kind) => kind switch
    {
        WorklistKind.HasLeft =>
            "If the person has left, set active to false with the next people import; if not, DELETE /api/worklist/{id}.",
        WorklistKind.NotMyReport =>
            "Name the right manager with the next people import; then that one is asked. "
            + "If the old one is right, DELETE /api/worklist/{id}.",
        _ => "Name the manager, by id or address, with the next people import: whoever is named in time is still asked. "
            + "If there is none, DELETE /api/worklist/{id}.",
    };
}
