using System.Net;
using System.Text.Json;
using Followup.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Followup.Local.Mail;

/// <summary>
/// SendGrid's <c>POST /v3/mail/send</c> on loopback: checks what comes in, keeps it, and sends nothing anywhere. What SendGrid takes and
/// then drops is dropped here too: the box has none of it, and the event says so.
/// </summary>
public sealed class MailCatcher : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly string key;
    private readonly TimeProvider time;
    private readonly MailEventSender? events;
    private long calls;

    private MailCatcher(WebApplication app, string key, MailBox box, MailEventSender? events, TimeProvider time) =>
        (this.app, this.key, Box, this.events, this.time) = (app, key, box, events, time);

    public Uri Address => new(app.Urls.Single());

    public MailBox Box { get; }

    public MailFaults Faults { get; } = new();

    /// <summary>Calls since the start, whatever they were answered.</summary>
    public long Calls => Interlocked.Read(ref calls);

    /// <param name="events">Who is told what became of each mail; null: nobody.</param>
    public static async Task<MailCatcher> StartAsync(
        string key, MailBox box, MailEventSender? events, TimeProvider time, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<IHostLifetime, QuietLifetime>();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var catcher = new MailCatcher(app, key, box, events, time);
        app.MapPost("/v3/mail/send", catcher.SendAsync);
        await app.StartAsync(ct);
        return catcher;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task<IResult> SendAsync(HttpContext http, CancellationToken ct)
    {
        Interlocked.Increment(ref calls);
        var fault = Faults.Take();
        if (fault is { DelayMs: > 0 }) await Task.Delay(fault.DelayMs, ct);
        if (fault is { DropConnection: true, Status: not null }) return Dropped(http);
        if (fault is { Status: { } status } && status != StatusCodes.Status202Accepted)
            return Error(status, "This error was asked for at /_local/mail-faults.", null);

        if (http.Request.Headers.Authorization != $"Bearer {key}")
            return Error(StatusCodes.Status401Unauthorized, "The provided authorization grant is invalid, expired, or revoked", null);
        SendRequest? request;
        try
        {
            request = await http.Request.ReadFromJsonAsync<SendRequest>(ct);
        }
        catch (JsonException)
        {
            return Error(StatusCodes.Status400BadRequest, "Bad Request", null);
        }
        if (request is null) return Error(StatusCodes.Status400BadRequest, "Bad Request", null);
        if (request.Fault() is var (message, field)) return Error(StatusCodes.Status400BadRequest, message, field);
        // validated only, kept nowhere: https://www.twilio.com/docs/sendgrid/for-developers/sending-email/sandbox-mode
        if (request.IsSandbox) return TypedResults.Ok();

        var id = Guid.NewGuid().ToString("N")[..22];
        foreach (var mail in request.Mails(id, time.GetUtcNow()))
        {
            if (!mail.IsDropped) await Box.KeepAsync(mail);
            events?.Add(mail);
        }
        if (fault is { DropConnection: true }) return Dropped(http);
        http.Response.Headers["X-Message-Id"] = id;
        return TypedResults.Accepted((string?)null);
    }

    private static IResult Dropped(HttpContext http)
    {
        http.Abort();
        return TypedResults.Empty;
    }

    private static IResult Error(int status, string message, string? field) =>
        TypedResults.Json(new { errors = new[] { new { message, field, help = (string?)null } } }, statusCode: status);
}
