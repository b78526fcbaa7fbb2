using System.Net;
using Followup.Shared.Hr;
using Followup.Shared.Keys;
using static Followup.Tests.Results.Exports.ExportCalls;

namespace Followup.Tests.Results.Exports;

/// <summary>Who gets which file, and whether a file that a client has already is sent again.</summary>
public sealed class ExportFunctionsTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("export/groups.csv", HttpStatusCode.OK, HrAccess.Role)]
    [InlineData("export/groups.csv", HttpStatusCode.Forbidden, "somebody.else")]
    [InlineData("export/groups.csv", HttpStatusCode.Unauthorized)]
    [InlineData("export/responses.csv", HttpStatusCode.NotFound, HrAccess.Role, HrAccess.IdentifiedRole)] // none without names
    [InlineData("export/responses.jsonl", HttpStatusCode.NotFound, HrAccess.Role)]
    [InlineData("export/responses.csv?identified=true", HttpStatusCode.Forbidden, HrAccess.Role)]
    [InlineData("export/responses.csv?identified=true", HttpStatusCode.OK, HrAccess.Role, HrAccess.IdentifiedRole)]
    [InlineData("export/results.xlsx?identified=true", HttpStatusCode.Forbidden, HrAccess.Role)]
    [InlineData("export/results.xlsx?identified=true", HttpStatusCode.OK, HrAccess.Role, HrAccess.IdentifiedRole)]
    [InlineData("api/export/groups.csv", HttpStatusCode.Unauthorized, HrAccess.Role, HrAccess.IdentifiedRole)] // no key
    public async Task Only_who_may_gets_a_file(string path, HttpStatusCode expected, params string[] roles)
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var separator = path.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        var address = new Uri($"{path}{separator}program={scene.ProgramId}", UriKind.Relative);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add(Principal.Header, roles.Length == 0 ? "nobody" : Principal.Encode("someone", roles));
        using var response = await fixture.Http.SendAsync(request, ct);

        Assert.Equal(expected, response.StatusCode);
    }

    [Theory]
    [InlineData("api/export/responses.csv?identified=true", "identified")]
    [InlineData("api/export/groups.csv?from=yesterday", "from")]
    [InlineData("api/export/groups.csv?from=2026-02", "from")]
    [InlineData("api/export/groups.csv?to=2026-02-30", "to")]
    [InlineData("api/export/groups.csv?from=2026-02-09&to=2026-02-02", "from")]
    [InlineData("api/export/summary.csv?program=nobody-has-this", "program")]
    [InlineData("api/export/summary.jsonl?wave=P1D", "wave")]
    public async Task A_bad_parameter_is_named(string path, string field)
    {
        using var response = await fixture.GetExportAsync(path);
        var problem = await response.Content.ReadAsStringAsync(ct);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"field\":\"{field}\"", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_there_is_not_is_said_with_those_there_are()
    {
        using var response = await fixture.GetExportAsync("api/export/everything.pdf");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("results.xlsx", await response.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_has_the_newest_file_gets_another_only_after_a_round_day()
    {
        var scene = await fixture.AnsweredAsync(Audience.Learner, Eight);
        var path = $"api/export/summary.csv?program={scene.ProgramId}";
        using var first = await fixture.GetExportAsync(path);
        var tag = first.Headers.ETag!;
        Assert.Equal(new DateTimeOffset(2999, 3, 9, 0, 0, 0, TimeSpan.Zero), first.Content.Headers.LastModified);
        var invitation = await scene.AskAsync(Audience.Learner, "zoe", by: "zoe");
        await scene.Responses.SaveAsync(invitation, 1, Samples.Answered, ct);
        await scene.CountAsync("2026-01");

        using var byTag = await fixture.GetExportAsync(path, request => request.Headers.IfNoneMatch.Add(tag));
        await scene.HoldRoundsAsync(weeks: 2);
        using var changed = await fixture.GetExportAsync(path, request => request.Headers.IfNoneMatch.Add(tag));

        Assert.Equal(HttpStatusCode.NotModified, byTag.StatusCode);
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
    }
}
