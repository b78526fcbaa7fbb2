using Followup.Rows;

namespace Followup.Tests.Mailing;

/// <summary>Names as HR systems write them, from the people file to the mail and the page.</summary>
public sealed class NamesInMailsTests
{
    [Fact]
    public async Task Names_that_the_provider_would_drop_arrive_and_those_of_one_name_are_told_apart()
    {
        await using var weeks = await Weeks.StartAsync(learners: 0);
        await weeks.Fixture.ImportPeopleAsync(
            """
            id,email,name,managerId,department
            head,boss@names.example,"Núñez; María, MBA",,
            j1,j1@names.example,"Okafor, Chidi",head,D
            j2,j2@names.example,Dr. Anna Weiß,head,D
            j3,j3@names.example,Anna Schmidt,head,Claims
            j4,j4@names.example,Anna Schmidt,head,Sales
            """);
        await weeks.CompleteAsync(weeks.CompletedOn, "j1", "j2", "j3", "j4");
        await weeks.UntilDueAsync();

        Assert.All(await weeks.InvitationsAsync(), row => Assert.Equal(InvitationState.Delivered, row.State));
        Assert.Equal(
            ["Anna Schmidt", "Anna Schmidt", "Chidi Okafor", "Dr. Anna Weiß"],
            weeks.ToLearners.Select(mail => mail.ToName).Order(StringComparer.Ordinal));
        Assert.All(weeks.ToLearners, mail => Assert.StartsWith($"Hello {mail.ToName},\n", mail.Text, StringComparison.Ordinal));
        var digest = Assert.Single(weeks.ToManager);
        Assert.Contains("Anna Schmidt (Claims) do this?", digest.Text, StringComparison.Ordinal);
        Assert.Contains("- Anna Schmidt (Sales) (", digest.Text, StringComparison.Ordinal);
        var page = await weeks.OpenAsync(Weeks.PageOf(digest));
        Assert.Equal(
            ["Anna Schmidt (Claims)", "Anna Schmidt (Sales)", "Chidi Okafor", "Dr. Anna Weiß"],
            page.QuerySelectorAll("h2 bdi").Select(name => name.TextContent));
    }
}
