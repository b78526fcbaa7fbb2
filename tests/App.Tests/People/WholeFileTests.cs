using System.Net;
using Azure.Messaging.ServiceBus;
using Followup.People;
using Followup.Rows;
using Followup.Shared.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>A file that lists everybody, and what is written and sent, in a system that has nobody else's people.</summary>
public sealed class WholeFileTests(OwnSystem own) : IClassFixture<OwnSystem>
{
    private const string Header = "id,email,name,managerId,active\n";

    private static readonly string[] Twenty = [.. Enumerable.Range(1, 20).Select(i => $"p{i},p{i}@whole.example,Person {i},p1,true")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_is_missing_from_a_whole_file_has_left_and_more_than_a_tenth_only_if_it_is_meant()
    {
        await AsBeforeAsync();

        var dry = await PostAsync("mode=full&dryRun=true", Twenty[2..]);
        Assert.Equal((2, 20, 18), (dry["deactivated"], dry["activeBefore"], dry["unchanged"]));
        Assert.Equal(["p1", "p2"], dry.Json.GetProperty("missing").EnumerateArray().Select(one => one.GetProperty("id").GetString()));
        Assert.Equal(20, await ActiveAsync());

        // the broken row is about p20 all the same; its second one is p19's
        var two = await PostAsync("mode=full", [.. Twenty[2..18], "p20,not an address,P,,true", "\"p\"19,p19@whole.example,P,,true"]);
        Assert.Equal((HttpStatusCode.OK, 2, 2), (two.Status, two["deactivated"], two["rejected"]));
        Assert.Equal(18, await ActiveAsync());

        var three = await PostAsync("mode=full", Twenty[5..]);
        Assert.Equal(HttpStatusCode.BadRequest, three.Status);
        Assert.Equal("The people were not imported.", three.Json.GetProperty("title").GetString());
        Assert.Contains("3 of 18", Assert.Single(three.Errors).Reason, StringComparison.Ordinal);
        Assert.Equal(3, three.Json.GetProperty("missing").GetArrayLength());
        Assert.Equal(18, await ActiveAsync());
        var dryThree = await PostAsync("mode=full&dryRun=true", Twenty[5..]);
        Assert.Equal((HttpStatusCode.OK, 3), (dryThree.Status, dryThree["deactivated"]));
        Assert.Contains("confirm=true", dryThree.Json.GetProperty("needs").GetProperty("reason").GetString(), StringComparison.Ordinal);

        Assert.Equal(3, (await PostAsync("mode=full&confirm=true", Twenty[5..]))["deactivated"]);
        Assert.Equal(15, await ActiveAsync());
    }

    [Theory]
    [InlineData("mode=full&confirm=true", "p1,p1@whole.example,\"Person 1\np2,p2@whole.example,P,,true")] // an open quote
    [InlineData("mode=full&confirm=true", "")]
    [InlineData("mode=most", "p1,p1@whole.example,Person 1,,true")]
    [InlineData("mode=full&confirm=true&dryRun", "p1,p1@whole.example,Person 1,,true")]
    [InlineData("mode=full&confirm=true&dry-run=true", "p1,p1@whole.example,Person 1,,true")] // misspelt
    [InlineData("dry_run=true", "new,new@whole.example,Person 1,,true")]
    [InlineData("dryRun=perhaps", "p1,p1@whole.example,Person 1,,true")]
    public async Task A_file_that_is_not_whole_or_not_understood_deactivates_nobody(string query, string rows)
    {
        await AsBeforeAsync();
        var before = await own.Fixture.StoredAsync();

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(query, rows)).Status);
        Assert.Equal(before, await own.Fixture.StoredAsync());
    }

    [Fact]
    public async Task Who_stands_in_the_file_under_another_id_has_not_left_but_is_to_be_renamed()
    {
        await AsBeforeAsync();

        var sent = await PostAsync("mode=full", [.. Twenty[..19], "new,p20@whole.example,Person 20,p1,true"]);

        Assert.Equal((0, 0, 19, 1), (sent["deactivated"], sent["created"], sent["unchanged"], sent["rejected"]));
        var reason = sent.Json.GetProperty("rows").EnumerateArray().Last().GetProperty("reason").GetString();
        Assert.Contains("previousId", reason, StringComparison.Ordinal);
        Assert.True((await Store.FindByIdOrAddressAsync("p20@whole.example", Ct)) is { Id: "p20", Active: true });
    }

    [Fact]
    public async Task A_dry_run_says_what_the_file_would_do_and_writes_and_sends_nothing()
    {
        await AsBeforeAsync();
        string[] rows =
        [
            "p2,p3@whole.example,Person 2,p1,true", "p3,p2@whole.example,Person 3,p1,true", "p4,p4@whole.example,Person 4,nobody,true",
            "p5,,,,false", "p6,p7@whole.example,Person 6,,true", "dry,dry@whole.example,Dry,p1,true", "dry2,dry@whole.example,Dry,p1,true",
        ];
        var before = await own.Fixture.StoredAsync();
        List<ServiceBusMessage> sent = [];

        var dry = await own.Fixture.ImportAsync(Header + string.Join('\n', rows), sent, new(IsDry: true));

        Assert.Equal(before, await own.Fixture.StoredAsync());
        Assert.Empty(sent);
        var real = await PostAsync("", rows);
        Assert.Equal(dry.Rows.Select(row => row.Verdict), real.Verdicts("rows"));
        Assert.Equal(["updated", "updated", "updated", "updated", "rejected", "created", "rejected"], real.Verdicts("rows"));
    }

    [Fact]
    public async Task A_dry_run_warns_of_managers_as_the_file_does()
    {
        await AsBeforeAsync();
        const string File = """
            id,email,name,managerId,previousId
            p9-new,p9@whole.example,Person 9,p1,p9
            p8,p8-new@whole.example,Person 8,p1,
            p10,p10@whole.example,Person 10,p9-new,
            p11,p11@whole.example,Person 11,p8@whole.example,
            p12,p12@whole.example,Person 12,p8-new@whole.example,
            p13,p13@whole.example,Person 13,p9,
            """;

        var dry = await own.Fixture.ImportAsync(File, [], new(IsDry: true));
        var real = await own.Fixture.ImportAsync(File, []);

        Assert.Equal(["p11"], real.Rows.Where(row => row.Warnings is not null).Select(row => row.Id));
        Assert.Equal(["p11"], dry.Rows.Where(row => row.Warnings is not null).Select(row => row.Id));
        await own.Fixture.ImportAsync("id,email,name,previousId\np9,p9@whole.example,Person 9,p9-new\n", []); // as it was
    }

    [Fact]
    public async Task Who_was_missing_once_and_is_back_is_warned_of_where_the_file_does_not_say_that_they_are_active()
    {
        await AsBeforeAsync();
        await PostAsync("mode=full", Twenty[..19]);
        string[] silent = [.. Twenty.Select(row => row.Replace(",true", ",", StringComparison.Ordinal))];

        var back = await PostAsync("mode=full", silent);

        Assert.Equal((20, "active"), (back["unchanged"], Assert.Single(back.Warned(19))));
        Assert.DoesNotContain("active", Enumerable.Range(0, 19).SelectMany(back.Warned));
        var said = await PostAsync("mode=full", Twenty);
        Assert.Equal(("updated", 0), (said.Verdicts("rows")[19], said.Warned(19).Length));
    }

    [Fact]
    public async Task The_same_file_again_writes_and_sends_nothing()
    {
        string[] rows =
        [
            "s4,s1@whole.example,X,,false", "s1,s1@whole.example,Ann,nobody,true", "s7,s1@whole.example,Y,,false",
            "s2,S2@Whole.example,MÃ¼ller,s1@whole.example,yes", "s3,,,,no",
            "s5,s5@whole.example,Five,s5,true", "s6,s6@whole.example,Six,#N/A,Active", "bad,bad,,,",
        ];
        List<ServiceBusMessage> sent = [];
        var file = "id,email,name,managerId,active\n" + string.Join('\n', rows);
        var first = await own.Fixture.ImportAsync(file, sent);
        Assert.Equal((7, 1), (first.Count("created"), first.Count("rejected")));
        var people = first.Rows.Where(row => row.Warnings?.Any(warning => warning.Field == "managerId") == true);
        Assert.Equal(["s1", "s5", "s6"], people.Select(row => row.Id));
        var waiting = await own.Fixture.System.Services.GetRequiredService<WorklistStore>().AllAsync(Ct).ToListAsync(Ct);
        Assert.Superset(
            ((string[])["s1", "s5", "s6"]).Select(PersonKey.Of).ToHashSet(),
            waiting.Where(row => row.Kind == WorklistKind.NobodyToAsk).Select(row => row.LearnerKey).ToHashSet());
        var before = await own.Fixture.StoredAsync();
        sent.Clear();

        var again = await own.Fixture.ImportAsync(file, sent);

        Assert.Equal((7, 1), (again.Count("unchanged"), again.Count("rejected")));
        Assert.Empty(sent);
        Assert.Equal(before, await own.Fixture.StoredAsync());
        Assert.Equal("s1", (await Store.FindByIdOrAddressAsync("s1@whole.example", Ct))?.Id); // and to nobody who has left
    }

    private PersonStore Store => own.Fixture.System.Services.GetRequiredService<PersonStore>();

    /// <summary>The twenty are active, and nobody else is; what the bus was told is done.</summary>
    private async Task AsBeforeAsync()
    {
        await PostAsync("", Twenty);
        await PostAsync("mode=full&confirm=true", Twenty);
        await own.Fixture.System.DrainAsync(Ct);
    }

    private async Task<int> ActiveAsync() => await Store.ActiveAsync(Ct).CountAsync(Ct);

    private Task<Answered> PostAsync(string query, params string[] rows) =>
        own.Fixture.SendAsync(HttpMethod.Post, $"api/people/import?{query}", Header + string.Join('\n', rows), "text/csv");
}
