using System.Globalization;
using Followup.Rows;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.Followups;

public sealed class CompletionDataOnlyTests(SystemFixture fixture)
{
    [Fact]
    public async Task Nobody_is_asked_about_a_program_that_is_completion_data_only()
    {
        var id = $"p-{Guid.NewGuid():n}";
        await fixture.PutProgramAsync(id, """{"title":"T"}""");
        var person = (await fixture.NewPeopleAsync())[0];
        var day = fixture.System.Clock.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var taken = await fixture.PostCompletionsAsync(
            $$"""{"program":"{{id}}","learner":"{{person}}","completedAt":"{{day}}"}""");
        Assert.Equal(["accepted"], taken.Verdicts("items"));
        var ct = TestContext.Current.CancellationToken;
        await fixture.System.DrainAsync(ct);

        var partition = $"{id}|{day[..7]}";
        var followup = await fixture.System.Services.GetRequiredService<Tables>().Followups
            .QueryAsync<FollowupRow>(row => row.PartitionKey == partition, cancellationToken: ct)
            .SingleAsync(ct);
        Assert.Equal(
            (FollowupState.Withdrawn, "The program is completion data only: it names no behavior, or not how one would know."),
            (followup.State, followup.Reason));
    }
}
