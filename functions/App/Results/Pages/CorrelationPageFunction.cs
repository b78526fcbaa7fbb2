using Followup.Results.Reports;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.Results.Pages;

/// <summary>
/// How alike each manager's answers are: made of single managers' sums, so for the identified role alone, and a log line says who looked.
/// </summary>
public sealed partial class CorrelationPageFunction(
    HrPages pages, HrAccess access, CorrelationReader correlation, ILogger<CorrelationPageFunction> logger)
{
    [Function("hr-correlation")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "results/{id}/correlation")] HttpRequest request,
        string id)
    {
        var (status, person) = access.Check(request, HrAccess.IdentifiedRole);
        if (status != StatusCodes.Status200OK) return await pages.RefuseAsync(request, status, HrAccess.IdentifiedRole);
        if (await correlation.FindAsync(id, request.HttpContext.RequestAborted) is not { } estimate)
            return await pages.NoProgramAsync(request, id);

        Log.Looked(logger, person!.Id, id);
        return await pages.RenderAsync<CorrelationPage>(request, new Dictionary<string, object?>
        {
            [nameof(CorrelationPage.Estimate)] = estimate,
        });
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Who} looked at how alike managers' answers about {Program} are.")]
        public static partial void Looked(ILogger logger, string who, string program);
    }
}
