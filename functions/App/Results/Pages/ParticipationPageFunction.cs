using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results.Pages;

/// <summary>The one page of results that is live: who was asked and has answered is no secret, what they said is.</summary>
public sealed class ParticipationPageFunction(HrPages pages, HrAccess access, ParticipationReader participation)
{
    [Function("hr-participation")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "participation/{id}")] HttpRequest request,
        string id)
    {
        var status = access.Check(request).Status;
        if (status != StatusCodes.Status200OK) return await pages.RefuseAsync(request, status);
        if (await participation.FindAsync(id, request.HttpContext.RequestAborted) is not { } found)
            return await pages.NoProgramAsync(request, id);

        IReadOnlyDictionary<string, object?> parameters = new Dictionary<string, object?>
        {
            [nameof(ParticipationPage.Participation)] = found,
        };
        return await pages.ShowAsync<ParticipationPage>(request, () => Task.FromResult(parameters));
    }
}
