using Microsoft.AspNetCore.Http;

namespace Followup.Shared.Http;

/// <summary>
/// 303: the form was taken, and its result is to be seen there (with GET). ASP.NET Core has results for 301, 302, 307 and 308 only.
/// </summary>
public sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
