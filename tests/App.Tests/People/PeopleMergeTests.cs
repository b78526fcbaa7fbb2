using Azure.Messaging.ServiceBus;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>What a file leaves of what is stored. Every test has people of its own: ids and addresses end in its mark.</summary>
public sealed class PeopleMergeTests(SystemFixture fixture)
{
    private readonly string mark = Guid.NewGuid().ToString("n")[..12];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private PersonStore Store => fixture.System.Services.GetRequiredService<PersonStore>();

    [Fact]
    public async Task Columns_that_are_not_in_the_file_leave_what_is_stored_and_an_empty_cell_clears()
    {
        await SendAsync("id,email,name,givenName,managerId,timeZone,language,country,department,role",
            "a,a@,Ann Field,Ann,a2@,Europe/Berlin,de,de,Claims,Clerk", "a2,a2@,Ann Two,,,,,,,");

        await SendAsync("id,name", "a,Ann Meadow");
        var ann = await FindAsync("a");
        Assert.Equal(("Ann Meadow", "Ann", Address("a2"), "Europe/Berlin"), (ann!.Name, ann.GivenName, ann.ManagerId, ann.TimeZone));
        Assert.Equal(("de", "DE", "Claims", "Clerk"), (ann.Language, ann.Country, ann.Department, ann.Role));
        Assert.Equal((Address("a"), PersonKey.Of(Address("a2"))), (ann.Email, ann.ManagerKey));

        await SendAsync("id,givenName,managerId,timeZone,language,country,department,role", "a,,,,,,,");
        ann = await FindAsync("a");
        Assert.Equal((null, null, null, null, null), (ann!.GivenName, ann.ManagerId, ann.ManagerKey, ann.TimeZone, ann.Language));
        Assert.Equal((null, null, null), (ann.Country, ann.Department, ann.Role));
    }

    [Fact]
    public async Task Nobody_becomes_active_by_a_file_that_does_not_say_so()
    {
        await SendAsync("id,email,name,active", "a,a@,Ann,false");

        await SendAsync("id,email,name", "a,a@,Ann Again");
        Assert.False((await FindAsync("a"))!.Active);
        await SendAsync("id,email,name,active", "a,a@,Ann Empty,");
        Assert.False((await FindAsync("a"))!.Active);
        await SendAsync("id,active", "a,yes");
        Assert.Equal((true, "Ann Empty"), ((await FindAsync("a"))!.Active, (await FindAsync("a"))!.Name));
    }

    [Fact]
    public async Task A_leaver_is_refused_for_nothing_but_the_id()
    {
        await SendAsync("id,email,name", "a,a@,Ann", "b,b@,Ben", "c,c@,Cy");

        var left = await SendAsync("id,email,name,timeZone,active",
            "a,,,,Terminated", "b,not an address,,Mars/Base,0", "new,,,,no", "c,,Cy,,true");

        Assert.Equal(["updated", "updated", "created", "rejected"], left.Verdicts("rows"));
        Assert.Equal(["email", "timeZone"], left.Warned(1));
        Assert.Equal((Address("a"), "Ann", false), await FindAsync("a") is { } ann ? (ann.Email, ann.Name, ann.Active) : default);
        Assert.Equal((Address("b"), false), await FindAsync("b") is { } ben ? (ben.Email, ben.Active) : default);
        Assert.True((await FindAsync("c"))!.Active);
        var back = await SendAsync("id,active", "new,true");
        Assert.Equal("email", back.Field(0));
    }

    [Fact]
    public async Task A_manager_who_is_nobody_oneself_or_gone_is_warned_of_and_one_further_down_is_not()
    {
        var sent = await SendAsync("id,email,name,managerId,active",
            "a,a@,Ann,912.0,true", "b,b@,Ben,b@,true", "c,c@,Cy,late@,true", "d,d@,Di,gone,true", "e,e@,Ed,#N/A,true",
            "f,f@,Flo,nobody,false", "late,late@,Late,,true", "gone,gone@,Gone,,false");

        Assert.Equal(8, sent["created"]);
        Assert.Equal(
            [["managerId"], ["managerId"], [], ["managerId"], ["managerId"], [], [], []],
            Enumerable.Range(0, 8).Select(sent.Warned));
        Assert.Equal(("912.0", null), ((await FindAsync("a"))!.ManagerId, (await FindAsync("e"))!.ManagerId));
    }

    [Fact]
    public async Task A_row_that_is_refused_leaves_the_person_to_the_next()
    {
        var sent = await SendAsync("id,email,name", "a,no address,Ann", "a,a@,Ann", "a,a2@,Ann");

        Assert.Equal(["rejected", "created", "rejected"], sent.Verdicts("rows"));
        Assert.Equal(["email", null, "id"], Enumerable.Range(0, 3).Select(sent.Field));
    }

    [Fact]
    public async Task What_offends_is_repeated_with_its_line_and_what_to_do()
    {
        var sent = await SendAsync("id,email,name,language,country,active",
            "a,lg8@x.example.,Ann,Klingon,UK,true", "b,b@,Ben,,,Maybe", "c,c@,Cy,,,", "C,,,,,");

        Assert.Equal(["email", "active", null, "id"], Enumerable.Range(0, 4).Select(sent.Field));
        Assert.Equal((2, "lg8@x.example."), (sent.Row(0).GetProperty("line").GetInt32(), sent.Row(0).GetProperty("value").GetString()));
        Assert.Equal(["language", "country"], sent.Warned(0));
        Assert.Contains("case does not count", sent.Reason(3), StringComparison.Ordinal);
        var unclear = Assert.Single(sent.Json.GetProperty("activeNotKnown").EnumerateArray());
        Assert.Equal((3, "Maybe"), (unclear.GetProperty("line").GetInt32(), unclear.GetProperty("value").GetString()));
    }

    [Fact]
    public async Task Who_changed_in_a_way_that_moves_what_is_open_is_told_of_once()
    {
        List<ServiceBusMessage> sent = [];
        await fixture.ImportAsync(Csv("id,email,name,managerId,timeZone,country,role,active",
            "a,a@,Ann,m,,,,", "b,b@,Ben,m,,,,", "c,c@,Cy,m,,,,", "d,d@,Di,m,,,,", "e,e@,Ed,m,,,,", "m,m@,Mo,,,,,"), sent);
        Assert.Equal([PeopleImported.Subject], sent.Select(message => message.Subject));
        sent.Clear();

        await fixture.ImportAsync(Csv("id,email,name,managerId,timeZone,country,role,active",
            "a,a@,Ann,a2,,,,", "b,b@,Ben,m,Asia/Tokyo,,,", "c,c@,Cy,m,,JP,,", "d,d@,Di,m,,,,false",
            "e,e@,Ed,m,,,Clerk,", "m,m@,Mo,,,,,"), sent);

        Assert.Equal(PeopleImported.Subject, sent[^1].Subject);
        var told = sent.SkipLast(1).Select(message => PersonChanged.Decode(SettledMessages.Received(message)).Person);
        Assert.Equal(
            ((string[])["a", "b", "c", "d"]).Select(id => PersonKey.Of($"{id}-{mark}")).Order(StringComparer.Ordinal),
            told.Order(StringComparer.Ordinal));
    }

    private string Address(string name) => PeopleFile.Address(name, mark);

    private Task<PersonRow?> FindAsync(string id) => Store.FindAsync(PersonKey.Of($"{id}-{mark}"), Ct);

    private Task<Answered> SendAsync(string header, params string[] rows) => fixture.ImportPeopleAsync(Csv(header, rows));

    private string Csv(string header, params string[] rows) => PeopleFile.Csv(mark, header, rows);
}
