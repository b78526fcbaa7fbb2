using System.Net;

namespace Followup.Tests.Operations;

public sealed class HealthTests(SystemFixture fixture)
{
    [Fact]
    public async Task Health_says_that_tables_and_bus_answer_and_asks_for_no_key()
    {
        using var answer = await fixture.Http.GetAsync("health", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(
            """{"status":"ok","parts":{"tables":true,"bus":true}}""",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
