using System.Text.Json;
using Followup.Local.Clock;
using Followup.Local.Inbox;
using Followup.Local.Mail;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Extensions;
using NodaTime.Text;

namespace Followup.Local.Endpoints;

/// <summary>
/// The addresses below <c>/_local/</c>: for tests and people at the keyboard, on the functions' own port. The function app knows nothing
/// of them.
/// </summary>
internal sealed class LocalEndpoints(LocalSystem system) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map("/_local", local => local.Use(OnceRunning).UseRouting().UseEndpoints(Map));
        next(app);
    };

    /// <summary>The host listens a moment before the last part has started: until then 503, as Azure's host answers.</summary>
    private RequestDelegate OnceRunning(RequestDelegate next) => http =>
    {
        if (system.IsRunning) return next(http);
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    };

    private void Map(IEndpointRouteBuilder local)
    {
        local.MapGet("/", InboxAsync);
        local.MapGet("/mails/{id}", MailAsync);
        local.MapGet("/info", Info);
        local.MapGet("/mails", MailsTo);
        local.MapPost("/mail-faults", FaultsAsync);
        local.MapGet("/bus", () => system.QueueCounts());
        local.MapGet("/clock", Clock);
        local.MapPost("/clock/advance", AdvanceAsync);
    }

    private object Info() => new
    {
        addresses = new { functions = system.Address, inbox = new Uri(system.Address, "_local/"), mails = system.Mails.Address },
        functionKey = system.FunctionKey,
        serviceBus = system.ServiceBusConnection,
        tables = system.TablesConnection,
        dataFolder = system.DataDirectory,
        clock = Clock(),
        callsSinceStart = new { tables = system.TableRequests, bus = system.BusOperations, mail = system.Mails.Calls },
        processId = Environment.ProcessId,
        functionAppProcessId = system.FunctionAppProcessId,
    };

    private object Clock() => new { mode = system.Clock is SimulatedClock ? "simulated" : "system", now = system.Clock.GetUtcNow() };

    private IEnumerable<CaughtMail> MailsTo(string? to) =>
        system.Mails.Box.All().Where(mail => to is null || mail.To.Equals(to, StringComparison.OrdinalIgnoreCase));

    private async Task<IResult> FaultsAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            // read whatever content type it is sent with
            var fault = await JsonSerializer.DeserializeAsync<MailFault>(request.Body, JsonSerializerOptions.Web, ct);
            system.Mails.Faults.Set(fault ?? throw new JsonException("There is nothing in it."));
            return TypedResults.NoContent();
        }
        catch (JsonException e)
        {
            var error = new FieldError(e.Path ?? "$", "Send { status, count, delayMs, dropConnection }.");
            return Problems.BadRequest("The faults could not be read.", error);
        }
    }

    private async Task<IResult> AdvanceAsync(HttpRequest request, string? by, CancellationToken ct)
    {
        // the inbox page's buttons send a form, and want to come back to the page
        var fromPage = request.HasFormContentType;
        by ??= fromPage ? (string?)(await request.ReadFormAsync(ct))["by"] : null;
        if (by is null || !PeriodPattern.NormalizingIso.Parse(by).TryGetValue(Period.Zero, out var period) || LeadsNowhere(period))
        {
            var error = new FieldError("by", "Give an ISO 8601 period that is not negative, such as P42D or PT1H.");
            return Problems.BadRequest("The clock was not advanced.", error);
        }
        if (system.Clock is not SimulatedClock)
        {
            return TypedResults.Problem(
                "The system runs on the real clock; start it with --clock simulated to jump ahead.",
                statusCode: StatusCodes.Status409Conflict);
        }
        var report = await system.AdvanceAsync(period, ct);
        return fromPage ? TypedResults.LocalRedirect("/_local/") : TypedResults.Ok(report);
    }

    private bool LeadsNowhere(Period period)
    {
        var now = system.Clock.GetUtcNow().ToInstant().InUtc().LocalDateTime;
        try
        {
            return now + period < now;
        }
        catch (Exception e) when (e is OverflowException or ArgumentOutOfRangeException)
        {
            return true;
        }
    }

    private async Task<IResult> InboxAsync(Html html) => Page(await html.RenderAsync<InboxPage>(new Dictionary<string, object?>
    {
        ["Mails"] = system.Mails.Box.All().Reverse().ToList(),
        ["Now"] = system.Clock.GetUtcNow(),
        ["Simulated"] = system.Clock is SimulatedClock,
        ["Queues"] = system.QueueCounts(),
    }));

    private async Task<IResult> MailAsync(string id, Html html) => system.Mails.Box.Find(id) is { } mail
        ? Page(await html.RenderAsync<MailPage>(new Dictionary<string, object?> { ["Mail"] = mail }))
        : Problems.NotFound("There is no such mail.");

    private static IResult Page(string html) => TypedResults.Content(html, "text/html; charset=utf-8");
}
