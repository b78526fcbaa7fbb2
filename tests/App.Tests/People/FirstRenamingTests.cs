using Followup.People;
using Microsoft.Extensions.DependencyInjection;

namespace Followup.Tests.People;

/// <summary>A system in which nobody was ever given another id: imports take rows for new people's without a look.</summary>
public sealed class FirstRenamingTests(OwnSystem own) : IClassFixture<OwnSystem>
{
    [Fact]
    public async Task Of_two_rows_with_one_address_late_in_a_file_the_first_keeps_it_be_its_person_new_or_renamed()
    {
        const string Header = "id,email,name,previousId\n";
        await own.Fixture.ImportPeopleAsync($"{Header}old,old@first.example,Old,\n");
        var many = Enumerable.Range(0, 500).Select(i => $"n{i},n{i}@first.example,N,\n");
        string[] last = ["renamed,shared@first.example,Old,old\n", "new,shared@first.example,New,\n"];

        var sent = await own.Fixture.ImportPeopleAsync(Header + string.Concat(many.Concat(last)));

        Assert.Equal(["updated", "rejected"], sent.Verdicts("rows").TakeLast(2));
        var people = own.Fixture.System.Services.GetRequiredService<PersonStore>();
        var owner = await people.FindByIdOrAddressAsync("shared@first.example", TestContext.Current.CancellationToken);
        Assert.Equal("renamed", owner?.Id);
    }
}
