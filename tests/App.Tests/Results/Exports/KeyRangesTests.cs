using Azure.Data.Tables;
using Followup.Local.Demo;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Exports;
using Followup.Results.Reports;
using Followup.Rows;
using Followup.Shared.Keys;
using Followup.Shared.Storage;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Followup.Tests.Results.Exports;

public sealed class KeyRangesTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(999, 1)]
    [InlineData(1000, 2)]
    [InlineData(3999, 4)]
    [InlineData(int.MaxValue / 2, 65536)]
    public void Ranges_hold_some_hundred_answers_each_and_every_key_is_in_one(int answers, int count)
    {
        var ranges = KeyRanges.Of(answers).ToList();

        Assert.Equal(count, ranges.Count);
        foreach (var key in Enumerable.Range(0, 100).Select(i => PersonKey.Of($"e{i}")).Append(new string('0', 20)).Append(new string('f', 20)))
            Assert.Single(ranges, range => string.CompareOrdinal(range.From, key) <= 0 && string.CompareOrdinal(key, range.To) < 0);
    }

    /// <summary>Two thousand answers of months that are told together: each is there once, and where it stands tells neither month nor more of the key than its range.</summary>
    [Fact]
    public async Task Many_answers_are_all_exported_in_an_order_that_tells_no_month()
    {
        var (tables, store) = (fixture.System.Services.GetRequiredService<Tables>(), fixture.System.Services.GetRequiredService<CountStore>());
        var organization = new SimulatedOrganization(5, new LocalDate(2026, 9, 1));
        var program = organization.Programs[0];
        await fixture.System.Services.GetRequiredService<ProgramStore>().SaveAsync(program.Id, program.Definition, ct);
        // only of the last month managers answered: the others stand together with it
        var months = organization.Completions(40_000).Where(one => one.Program == program).GroupBy(one => one.Followup.Key.CompletedOn.ToYearMonth()).OrderBy(month => month.Key)
            .Select(month => month.ToList()).ToList();
        for (var i = 0; i < months.Count - 1; i++)
            months[i] = months[i].ConvertAll(one => one with { Responses = [.. one.Responses.Where(row => row.Audience == Audience.Learner)] });
        foreach (var month in months)
        {
            foreach (var some in month.SelectMany(one => one.Responses).Chunk(100))
                await tables.Responses.SubmitTransactionAsync(some.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)), ct);
            await store.StoreAsync(ProgramMonth.Of(month[0].Followup.Key), program.Definition, () => Task.FromResult(
                Counting.Of(program.Definition, month.Select(one => one.Followup), month.SelectMany(one => one.Responses), month.SelectMany(one => one.Invitations))), ct);
        }
        var stored = await fixture.System.Services.GetRequiredService<ProgramStore>().FindAsync(program.Id, ct);
        var report = new ProgramReport(stored!, (await store.MarginsAsync(program.Id, ct)).Margins);
        Assert.Equal(months.Count, Assert.Single(report.MonthBlocks).Count);

        var exported = await fixture.System.Services.GetRequiredService<ResponsesTable>().Of([report], ExportFilter.All, identified: false, ct).Rows.ToListAsync(ct);

        var pseudonyms = fixture.System.Services.GetRequiredService<Pseudonyms>();
        var expected = months.SelectMany(month => month).SelectMany(one => one.Responses).ToList();
        Assert.InRange(expected.Count, 2 * 2 * KeyRanges.Answers, int.MaxValue);
        Assert.Equal(
            expected.Select(row => (pseudonyms.Of(row.Followup.LearnerKey), row.Audience.ToKey(), row.Wave)).Order(),
            exported.Select(row => ((string)row[2]!, (string)row[3]!, (string)row[4]!)).Order());
        var rangeOf = expected.DistinctBy(row => row.Followup.LearnerKey).ToDictionary(
            row => pseudonyms.Of(row.Followup.LearnerKey), row => KeyRanges.Of(report.AnswersIn(report.MonthBlocks[0])).Last(range => string.CompareOrdinal(range.From, row.Followup.LearnerKey) <= 0).From);
        var places = exported.ConvertAll(row => (Range: rangeOf[(string)row[2]!], Pseudonym: (string)row[2]!));
        Assert.Equal(places.OrderBy(one => one.Range, StringComparer.Ordinal).ThenBy(one => one.Pseudonym, StringComparer.Ordinal), places);
    }
}
