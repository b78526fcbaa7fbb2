using Followup.People;
using Followup.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Followups;

/// <summary>The worklist for HR, as JSON.</summary>
public sealed class WorklistFunction(Worklist worklist, PersonStore people)
{
    [Function("worklist")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/worklist")] HttpRequest request, CancellationToken ct)
    {
        await worklist.SettleAsync(ct);
        return TypedResults.Json(await worklist.AllAsync(ct).Select(async (WorklistRow row, CancellationToken token) => new
        {
            row.Kind,
            person = await WhoAsync(row.Followup.LearnerKey, token),
            program = row.Followup.ProgramId,
            saidBy = await WhoAsync(row.SaidBy, token),
            row.SaidAt,
            whatToDo = row.Kind == WorklistKind.HasLeft
                ? "If the person has left, set active to false with the next people import; if not, tell the manager."
                : "Name the right manager with the next people import; then that one is asked. If the old one is right, tell them.",
        }).ToListAsync(ct), Wire.Json);
    }

    private async Task<object?> WhoAsync(string key, CancellationToken ct) =>
        await people.FindAsync(key, ct) is { } person ? new { person.Id, person.Name } : null;
}
