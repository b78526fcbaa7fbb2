using System.Globalization;
using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.Completions;

/// <summary>Completions as learning systems send them, in our own format and as xAPI statements, and what becomes of them.</summary>
internal static class SentCompletions
{
    public static string Own(string program, string learner, DateTimeOffset at, string? source = null) =>
        $$"""{"program":"{{program}}","learner":"{{learner}}","completedAt":"{{Iso(at)}}","source":"{{source}}"}""";

    /// <summary>Of a day, as the event of this id if there is one.</summary>
    public static string On(string program, string learner, string day, string? eventId = null) =>
        JsonSerializer.Serialize(new { program, learner, completedAt = day, eventId }, Wire.Json);

    public const string Openid = """{"openid":"https://openid.example.org/1"}""";

    public static string Mbox(string address) => $$"""{"mbox":"mailto:{{address}}"}""";

    public static string Account(string id) => $$$"""{"account":{"homePage":"https://hr.example","name":"{{{id}}}"}}""";

    public static string Statement(string actor, string activity, DateTimeOffset at) => $$"""
        {"actor":{{actor}},"verb":{"id":"http://adlnet.gov/expapi/verbs/completed"},
         "object":{"id":"{{activity}}"},"timestamp":"{{Iso(at)}}"}
        """;

    public static string Voiding(string statement) => $$"""
        {"actor":{{Mbox("lms@followup.example")}},"verb":{"id":"http://adlnet.gov/expapi/verbs/voided"},
         "object":{"objectType":"StatementRef","id":"{{statement}}"} }
        """;

    public static Task<Answered> WithdrawAsync(this SystemFixture fixture, string json) =>
        fixture.SendAsync(HttpMethod.Delete, "api/completions", json, "application/json");

    public static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>The follow-ups of this learner on this program, of all months.</summary>
    public static async Task<List<FollowupRow>> FollowupsAsync(this SystemFixture fixture, string program, string learner)
    {
        var ct = TestContext.Current.CancellationToken;
        var first = $"{program}|";
        var ofProgram = await fixture.System.Services.GetRequiredService<Tables>().Followups
            .QueryAsync<FollowupRow>(
                row => row.PartitionKey.CompareTo(first) >= 0 && row.PartitionKey.CompareTo(first + "~") < 0,
                cancellationToken: ct)
            .ToListAsync(ct);
        return ofProgram.FindAll(row => row.Key.LearnerKey == PersonKey.Of(learner));
    }
}
