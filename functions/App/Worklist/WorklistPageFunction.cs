using Followup.Rows;
using Followup.Shared.Hr;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Worklist;

public sealed class WorklistPageFunction(HrPages pages, HrAccess access, WorklistItems items, WorklistStore worklist)
{
    private const string DoneParameter = "done";

    /// <summary>
    /// GET shows; POST says that a manager erred (303). A post from another site's page is 403: the browser would send the sign-in along.
    /// </summary>
    [Function("hr-worklist")]
    public async Task<IResult> RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", "post", Route = "worklist")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        if (!HttpMethods.IsPost(request.Method))
        {
            return await pages.ShowAsync<WorklistPage>(request, async () => new Dictionary<string, object?>
            {
                [nameof(WorklistPage.Sections)] = await items.AllAsync(ct),
                [nameof(WorklistPage.IsDismissed)] = request.Query[DoneParameter] == "true",
            });
        }
        if (access.Check(request).Status is var status and not StatusCodes.Status200OK) return await pages.RefuseAsync(request, status);
        // https://developer.mozilla.org/docs/Web/HTTP/Headers/Sec-Fetch-Site
        if (request.Headers["Sec-Fetch-Site"] != "same-origin" || !request.HasFormContentType)
            return await pages.RefuseAsync(request, StatusCodes.Status403Forbidden);

        var form = await request.ReadFormAsync(ct);
        var isDismissed = form[WorklistPage.DismissField] is [{ Length: > 0 } id] && await worklist.DismissAsync(id, ct);
        return new SeeOther(isDismissed ? $"/worklist?{DoneParameter}=true" : "/worklist");
    }
}
