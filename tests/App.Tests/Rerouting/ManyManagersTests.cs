using Followup.Rerouting;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.Rerouting;

/// <summary>A reorganization: messages about many managers come as one batch.</summary>
public sealed class ManyManagersTests
{
    [Fact]
    public async Task Reports_of_many_managers_who_change_at_once_are_found_in_few_reads()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var weeks = await Weeks.StartAsync(learners: 1);
        string[] managers = [.. Enumerable.Range(0, 20).Select(i => $"m{i}")];
        var rows = managers.Select(id => $"{id},{id}@weeks.example,Manager {id},\n");
        await weeks.Fixture.ImportPeopleAsync($"id,email,name,managerId\n{string.Concat(rows)}e1,e1@weeks.example,Learner e1,m19\n");
        var moving = ActivatorUtilities.CreateInstance<PersonMoving>(weeks.Fixture.System.Services);

        await moving.MoveAsync([.. managers.Select(id => new PersonChanged(PersonKey.Of(id), IsOfReports: true))], ct);

        var asked = (await weeks.InvitationsAsync()).Where(row => row.Mailing.Audience == Audience.Manager);
        Assert.Equal([PersonKey.Of("m19")], asked.Select(row => row.Mailing.RecipientKey));
    }
}
