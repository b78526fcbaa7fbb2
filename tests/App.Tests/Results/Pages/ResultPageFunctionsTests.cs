using System.Net;

namespace Followup.Tests.Results.Pages;

public sealed class ResultPageFunctionsTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_address_that_was_shortened_leads_to_all_programs()
    {
        using var response = await fixture.Http.GetAsync(new Uri("results", UriKind.Relative), ct);

        Assert.Equal((HttpStatusCode.Redirect, "/"), (response.StatusCode, response.Headers.Location!.OriginalString));
    }
}
