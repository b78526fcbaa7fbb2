using System.Net;
using System.Text;
using AngleSharp;
using Followup.Rows;
using Followup.Shared.Hr;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using IConfiguration = Microsoft.Extensions.Configuration.IConfiguration;

namespace Followup.Tests.Shared.Hr;

public sealed class HrAccessTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("true", HrAccess.Role, 200)]
    [InlineData("True", HrAccess.Role, 200)] // as App Service writes it
    [InlineData("true", "followup.hr.identified", 403)] // one role is not the other
    [InlineData("true", "", 403)]
    [InlineData("false", HrAccess.Role, 401)]
    [InlineData("", HrAccess.Role, 401)] // nobody has taken the header away from the caller
    [InlineData(null, HrAccess.Role, 401)]
    [InlineData("yes", HrAccess.Role, 401)]
    public void The_header_counts_only_where_the_platform_sets_it(string? isOn, string role, int status) =>
        Assert.Equal(status, Check(isOn, Principal.Encode("someone", role)));

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("bm8ganNvbg==")] // no json
    [InlineData("e30=")] // {}
    [InlineData("eyJjbGFpbXMiOiJyb2xlcyJ9")] // {"claims":"roles"}
    [InlineData("eyJjbGFpbXMiOlt7InR5cCI6MX1dfQ==")] // {"claims":[{"typ":1}]}
    public void What_is_no_principal_is_nobody(string header) => Assert.Equal(401, Check("true", header));

    [Fact]
    public void Roles_are_read_from_the_claim_that_the_principal_names()
    {
        var header = Convert.ToBase64String(Encoding.UTF8.GetBytes("""
            { "auth_typ": "aad", "role_typ": "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "claims": [
              { "typ": "http://schemas.microsoft.com/identity/claims/objectidentifier", "val": "0f3c" },
              { "typ": "http://schemas.microsoft.com/ws/2008/06/identity/claims/role", "val": "followup.hr" } ] }
            """));

        Assert.Equal(("0f3c", 200), (Principal.TryParse(header)!.Id, Check("true", header)));
    }

    [Fact]
    public async Task Who_is_not_HR_sees_no_page_and_how_to_become_it()
    {
        foreach (var path in new[] { "", "results/ai-eval", "audit", "insights", "worklist" })
        {
            var (status, page) = await GetAsync(path, "nobody");
            Assert.Equal(HttpStatusCode.Unauthorized, status);
            Assert.Contains("/.auth/login/aad?post_login_redirect_uri=", page, StringComparison.Ordinal);

            (status, page) = await GetAsync(path, Principal.Encode("someone", "another.role"));
            Assert.Equal(HttpStatusCode.Forbidden, status);
            Assert.Contains("followup.hr", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_worklist_says_what_to_do_and_takes_a_dismissal_only_from_its_own_page()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Manager);
        await scene.Service<WorklistStore>().AddAsync(WorklistKind.HasLeft, invitation.Followup, scene.PersonKeyOf("boss"), ct);
        var hr = Principal.Encode("someone", HrAccess.Role);
        Task<int> WaitingAsync() => scene.Service<WorklistStore>().AboutAsync(invitation.Followup.LearnerKey, ct).CountAsync(ct).AsTask();

        var (_, page) = await GetAsync("worklist", hr);
        using var document = await BrowsingContext.New(Configuration.Default).OpenAsync(answer => answer.Content(page), ct);
        Assert.Contains("says that Ada Lovelace has left.", document.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await DismissAsync("cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, await DismissAsync(null));
        Assert.Equal(1, await WaitingAsync());

        Assert.Equal(HttpStatusCode.SeeOther, await DismissAsync("same-origin"));
        Assert.Equal(0, await WaitingAsync());

        async Task<HttpStatusCode> DismissAsync(string? site)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("worklist", UriKind.Relative))
            {
                Content = new FormUrlEncodedContent([KeyValuePair.Create("dismiss", invitation.Followup.LearnerKey)]),
            };
            request.Headers.Add(Principal.Header, hr);
            if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
            using var response = await fixture.Http.SendAsync(request, ct);
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task An_address_that_was_shortened_leads_to_all_programs()
    {
        using var response = await fixture.Http.GetAsync(new Uri("results", UriKind.Relative), ct);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (response.StatusCode, response.Headers.Location!.OriginalString));
    }

    private static int Check(string? isOn, string header)
    {
        IConfiguration settings = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("WEBSITE_AUTH_ENABLED", isOn)]).Build();
        var http = new DefaultHttpContext();
        http.Request.Headers[Principal.Header] = header;
        return new HrAccess(settings).Check(http.Request).Status;
    }

    private async Task<(HttpStatusCode Status, string Page)> GetAsync(string path, string principal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Add(Principal.Header, principal);
        using var response = await fixture.Http.SendAsync(request, ct);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(ct));
    }
}
