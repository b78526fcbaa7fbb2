using Followup.Shared.Hr;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Followup.Results.Exports;

/// <summary>
/// The files, by key or for HR who is signed in; written as they are read, so however many answers there are, some thousands are in memory. Whoever sends the ETag of what
/// they have (If-None-Match) gets 304 where nothing was counted since.
/// </summary>
public sealed partial class ExportFunctions(ExportFiles files, HrAccess access, HrPages pages, ILogger<ExportFunctions> logger)
{
    private const string NotExported = "Nothing was exported.";

    [Function("export")]
    public Task<IResult> ByKeyAsync([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/export/{file}")] HttpRequest request, string file) =>
        request.Query.ContainsKey("identified")
            ? Task.FromResult(Problems.BadRequest(NotExported, new FieldError("identified", $"Names are only given to who is signed in with the role {HrAccess.IdentifiedRole}: /export/{file}.")))
            : ExportAsync(request, file, identified: false);

    /// <summary>With <c>identified=true</c>, and the role for it, with names: then it is logged who took what.</summary>
    [Function("hr-export")]
    public async Task<IResult> ByHrAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "export/{file}")] HttpRequest request, string file)
    {
        var identified = request.Query["identified"] == "true";
        var (status, who) = access.Check(request, identified ? HrAccess.IdentifiedRole : HrAccess.Role);
        if (status != StatusCodes.Status200OK) return await pages.RefuseAsync(request, status);
        if (identified) Log.Identified(logger, who!.Id, file, request.Query["program"].ToString() is { Length: > 0 } program ? program : "all programs");
        return await ExportAsync(request, file, identified);
    }

    private async Task<IResult> ExportAsync(HttpRequest request, string file, bool identified)
    {
        var ct = request.HttpContext.RequestAborted;
        if (!ExportFiles.Names.Contains(file)) return Problems.NotFound($"There is no export '{file}'; there are {string.Join(", ", ExportFiles.Names)}.");
        var (filter, errors) = ExportFilter.Read(request.Query);
        if (errors.Count > 0) return Problems.BadRequest(NotExported, errors);
        var (found, error) = await files.FindAsync(file, filter, identified, ct);
        if (error is not null) return Problems.BadRequest(NotExported, error);

        if (identified) request.HttpContext.Response.Headers.CacheControl = "no-store";
        // the zip of a workbook is written synchronously; only the thread of this one request waits for the network
        if (request.HttpContext.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        return TypedResults.Stream(
            body => found!.WriteAsync(body, ct), found!.ContentType, filter.Program is { } program ? $"{program}-{file}" : file,
            found.ChangedAt, found.Version is { } version ? new EntityTagHeaderValue($"\"{version}\"", isWeak: true) : null);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Who} took {File} of {Program} with the names of those who answered.")]
        public static partial void Identified(ILogger logger, string who, string file, string program);
    }
}
