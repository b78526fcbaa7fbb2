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
        string[] keys =
        [
            .. Enumerable.Range(0, 100).Select(i => PersonKey.Of($"e{i}")),
            new string('0', 20),
            new string('f', 20),
        ];
        Assert.All(keys, key => Assert.Single(
            ranges, range => string.CompareOrdinal(range.From, key) <= 0 && string.CompareOrdinal(key, range.To) < 0));
    }

    /// <summary>
    /// Two thousand answers of months that are told together: each is there once, and its place in the file tells neither the month nor
    /// more of the key than its range.
    /// </summary>
    [Fact]
    public async Task Many_answers_are_all_exported_in_an_order_that_tells_no_month()
    {
        var organization = new SimulatedOrganization(5, new LocalDate(2026, 9, 1));
        var program = organization.Programs[0];
        var months = MonthsOf(organization, program);
        await Service<ProgramStore>().SaveAsync(program.Id, program.Definition, ct);
        foreach (var month in months) await StoreAsync(program, month);
        var stored = await Service<ProgramStore>().FindAsync(program.Id, ct);
        var report = new ProgramReport(stored!, (await Service<CountStore>().MarginsAsync(program.Id, ct)).Margins);
        Assert.Equal(months.Count, Assert.Single(report.MonthBlocks).Count);

        var table = Service<ResponsesTable>().Of([report], ExportFilter.All, identified: false, ct);
        var exported = await table.Rows.ToListAsync(ct);

        var pseudonyms = Service<Pseudonyms>();
        var expected = months.SelectMany(month => month).SelectMany(completion => completion.Responses).ToList();
        Assert.InRange(expected.Count, 2 * 2 * KeyRanges.Answers, int.MaxValue);
        Assert.Equal(
            expected.Select(row => (pseudonyms.Of(row.Followup.LearnerKey), row.Audience.ToKey(), row.Wave)).Order(),
            exported.Select(row => ((string)row[2]!, (string)row[3]!, (string)row[4]!)).Order());

        var ranges = KeyRanges.Of(report.AnswersIn(report.MonthBlocks[0])).ToList();
        var rangeOf = expected
            .Select(row => row.Followup.LearnerKey)
            .Distinct()
            .ToDictionary(pseudonyms.Of, key => ranges.Last(range => string.CompareOrdinal(range.From, key) <= 0).From);
        var places = exported.ConvertAll(row => (Range: rangeOf[(string)row[2]!], Pseudonym: (string)row[2]!));
        Assert.Equal(
            places.OrderBy(place => place.Range, StringComparer.Ordinal).ThenBy(place => place.Pseudonym, StringComparer.Ordinal),
            places);
    }

    private T Service<T>() where T : notnull => fixture.System.Services.GetRequiredService<T>();

    /// <summary>
    /// The program's completions by month. Managers answered only about the last month, so that the other months are told together with it.
    /// </summary>
    private static List<List<SimulatedCompletion>> MonthsOf(SimulatedOrganization organization, SimulatedProgram program)
    {
        var months = organization.Completions(40_000)
            .Where(completion => completion.Program == program)
            .GroupBy(completion => completion.Followup.Key.CompletedOn.ToYearMonth())
            .OrderBy(month => month.Key)
            .Select(month => month.ToList())
            .ToList();
        for (var i = 0; i < months.Count - 1; i++) months[i] = months[i].ConvertAll(OfLearner);
        return months;

        static SimulatedCompletion OfLearner(SimulatedCompletion completion) => completion with
        {
            Responses = [.. completion.Responses.Where(row => row.Audience == Audience.Learner)],
        };
    }

    private async Task StoreAsync(SimulatedProgram program, List<SimulatedCompletion> month)
    {
        var responses = month.SelectMany(completion => completion.Responses).ToList();
        foreach (var chunk in responses.Chunk(100))
        {
            var actions = chunk.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row));
            await Service<Tables>().Responses.SubmitTransactionAsync(actions, ct);
        }
        var counted = Counting.Of(
            program.Definition,
            month.Select(completion => completion.Followup),
            responses,
            month.SelectMany(completion => completion.Invitations));
        var changed = ProgramMonth.Of(month[0].Followup.Key);
        await Service<CountStore>().StoreAsync(changed, program.Definition, () => Task.FromResult(counted), ct);
    }
}
