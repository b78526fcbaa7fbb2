using Followup.Shared.Hr;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace Followup.Results.Exports;

/// <summary>
/// The files, by key or for HR people who are signed in. They are written as they are read, so however many answers there are, some
/// thousands are in memory. A caller who sends the ETag of an earlier file (If-None-Match) gets 304 where there was no round day since.
/// </summary>
public sealed partial class ExportFunctions(ExportFiles files, HrAccess access, HrPages pages, ILogger<ExportFunctions> logger)
{
    private const string NotExported = "Nothing was exported.";

    [Function("export")]
    public async Task<IResult> ByKeyAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/export/{file}")] HttpRequest request, string file)
    {
        if (!request.Query.ContainsKey("identified")) return await ExportAsync(request, file, identified: false);
        var reason = $"Names are only given to who is signed in with the role {HrAccess.IdentifiedRole}: /export/{file}.";
        return Problems.BadRequest(NotExported, new FieldError("identified", reason));
    }

    /// <summary>With <c>identified=true</c>, and the role for it, with names: then a log line says who took which file.</summary>
    [Function("hr-export")]
    public async Task<IResult> ByHrAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "export/{file}")] HttpRequest request, string file)
    {
        var identified = request.Query["identified"] == "true";
        var (status, person) = access.Check(request, identified ? HrAccess.IdentifiedRole : HrAccess.Role);
        if (status != StatusCodes.Status200OK) return await pages.RefuseAsync(request, status);
        if (identified)
        {
            var program = request.Query["program"].ToString() is { Length: > 0 } given ? given : "all programs";
            Log.Identified(logger, person!.Id, file, program);
        }
        return await ExportAsync(request, file, identified);
    }

    private async Task<IResult> ExportAsync(HttpRequest request, string name, bool identified)
    {
        var ct = request.HttpContext.RequestAborted;
        var names = identified ? ExportFiles.WithNames : ExportFiles.Names;
        if (!names.Contains(name)) return NotThere(name, identified, names);
        var (filter, errors) = ExportFilter.Read(request.Query);
        if (identified && filter.IsOfSomeDays)
            errors.Add(new("from", "Rows with names are of no round; take them whole, or by program and wave."));
        if (errors.Count > 0) return Problems.BadRequest(NotExported, errors);
        var (file, error) = await files.FindAsync(name, filter, identified, ct);
        if (error is not null) return Problems.BadRequest(NotExported, error);

        if (identified) request.HttpContext.Response.Headers.CacheControl = "no-store";
        // the zip of a workbook is written synchronously; only the thread of this one request waits for the network
        if (request.HttpContext.Features.Get<IHttpBodyControlFeature>() is { } control) control.AllowSynchronousIO = true;
        return TypedResults.Stream(
            body => file!.WriteAsync(body, ct),
            file!.ContentType,
            fileDownloadName: filter.Program is { } program ? $"{program}-{name}" : name,
            lastModified: file.ChangedAt,
            entityTag: file.Version is { } version ? new EntityTagHeaderValue($"\"{version}\"", isWeak: true) : null);
    }

    private static IResult NotThere(string name, bool identified, IReadOnlyList<string> names)
    {
        if (!identified && ExportFiles.WithNames.Contains(name))
        {
            return Problems.NotFound(
                "Single answers are only given with names, to who has the role for it: /export/" + name + "?identified=true. "
                + "Without names, groups.csv has the counts of every round.");
        }
        var withNames = identified ? " with names" : "";
        return Problems.NotFound($"There is no export '{name}'{withNames}; there are {string.Join(", ", names)}.");
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Who} took {File} of {Program} with the names of those who answered.")]
        public static partial void Identified(ILogger logger, string who, string file, string program);
    }
}
