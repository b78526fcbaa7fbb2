using System.Net;
using System.Text;
using Followup.Shared.Hr;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

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
    public async Task People_who_are_not_of_HR_see_no_page_but_how_to_be_let_in()
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

    private static int Check(string? isOn, string header)
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([KeyValuePair.Create("WEBSITE_AUTH_ENABLED", isOn)])
            .Build();
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
