using System.Globalization;
using System.Text.Json;
using Followup.Programs;
using Followup.Results.Counts;
using Followup.Results.Reports;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime;
using NodaTime.Text;

namespace Followup.Tests.Results;

/// <summary>Rows as they would stand in the tables, and what is counted and reported of them, without any table.</summary>
internal static class Organization
{
    public static readonly ProgramDefinition Definition = Samples.Program with { Waves = ["P42D"] };

    private static readonly DateTimeOffset Then = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static Answers Said(Frequency? first, Frequency? second, params string[] barriers) =>
        new([new("check-facts", first), new("protect-data", second)], barriers);

    public static Completed Completed(
        Answers? learner = null,
        Answers? manager = null,
        string month = "2026-01",
        string department = "Claims",
        string role = "Handler")
    {
        var said = new Dictionary<(string, Audience), Answers?>
        {
            [("P42D", Audience.Learner)] = learner,
            [("P42D", Audience.Manager)] = manager,
        };
        return new(month, department, role, said);
    }

    public static ProgramReport Report(IReadOnlyList<Completed> completions, ProgramDefinition? program = null) =>
        new(new("ai-eval", 1, program ?? Definition), Margins(completions, program));

    public static ProgramMargins Margins(IReadOnlyList<Completed> completions, ProgramDefinition? program = null)
    {
        program ??= Definition;
        string[] outcomes = [.. program.Outcomes.Select(outcome => outcome.Id)];
        var cells =
            from month in completions.GroupBy(completion => completion.Month)
            from wave in Count([.. month], program)
            select (month.Key, wave.Wave, new StoredCells(outcomes, wave.Cells));
        return ProgramMargins.Of(program, cells);
    }

    public static IReadOnlyList<WaveOfMonth> Count(IReadOnlyList<Completed> completions, ProgramDefinition? program = null)
    {
        program ??= Definition;
        List<FollowupRow> followups = [];
        List<ResponseRow> responses = [];
        List<InvitationRow> invitations = [];
        foreach (var (i, completion) in completions.Index())
        {
            var completedOn = LocalDatePattern.Iso.Parse($"{completion.Month}-05").Value;
            var key = new FollowupKey("ai-eval", PersonKey.Of($"e{i}"), completedOn);
            followups.Add(new()
            {
                PartitionKey = key.Partition,
                RowKey = key.Row,
                State = FollowupState.Scheduled,
                Department = completion.Department,
                Role = completion.Role,
            });
            foreach (var (wave, audience) in EachOf(program.Waves))
            {
                var mailing = new MailingKey(new LocalDate(2026, 3, 1), audience, PersonKey.Of($"m{i}"));
                var answers = completion.By(audience, wave);
                invitations.Add(new()
                {
                    PartitionKey = mailing.Partition,
                    RowKey = mailing.InvitationRow(key.ProgramId, key.LearnerKey, wave),
                    CompletedOn = LocalDateText.Iso(key.CompletedOn),
                    State = StateOf(completion, answers),
                    SentAt = completion.Asked ? Then : null,
                });
                if (answers is null) continue;
                responses.Add(new()
                {
                    PartitionKey = key.Partition,
                    RowKey = key.ResponseRow(wave, audience),
                    Json = JsonSerializer.Serialize(answers, Wire.Json),
                });
            }
        }
        return Counting.Of(program, followups, responses, invitations);
    }

    /// <summary>Learners, and managers, have answered in a share of cases; answers differ by chance.</summary>
    public static List<Completed> AtRandom(Random chance, IReadOnlyList<string> waves)
    {
        string[] months = [.. Enumerable.Range(1, chance.Next(1, 6)).Select(MonthText)];
        string[] departments = [.. Enumerable.Range(0, chance.Next(1, 7)).Select(i => $"D{i}")];
        string[] roles = [.. Enumerable.Range(0, chance.Next(1, 5)).Select(i => $"R{i}")];
        var (learners, managers) = (chance.NextDouble(), chance.NextDouble());
        return [.. Enumerable.Range(0, chance.Next(5, 150)).Select(_ => Next())];

        static string MonthText(int month) => string.Create(CultureInfo.InvariantCulture, $"2026-{month:00}");

        Completed Next()
        {
            Dictionary<(string, Audience), Answers?> said = [];
            foreach (var (wave, audience) in EachOf(waves))
            {
                var share = audience == Audience.Learner ? learners : managers;
                var hasAnswered = chance.NextDouble() < share;
                said[(wave, audience)] = hasAnswered ? Said(Step(), Step(), chance.Next(3) == 0 ? ["no-time"] : []) : null;
            }
            return new(OneOf(months), OneOf(departments), OneOf(roles), said, Asked: true);
        }

        // a few large groups and many small ones
        string OneOf(string[] names) => names[(int)(names.Length * Math.Pow(chance.NextDouble(), 2.5))];

        Frequency? Step() => chance.Next(6) is var step and < 5 ? (Frequency)step : null;
    }

    private static IEnumerable<(string Wave, Audience Audience)> EachOf(IEnumerable<string> waves) =>
        from wave in waves
        from audience in Enum.GetValues<Audience>()
        select (wave, audience);

    private static InvitationState StateOf(Completed completion, Answers? answers)
    {
        if (answers is not null) return InvitationState.Answered;
        return completion.Asked ? InvitationState.Closed : InvitationState.Scheduled;
    }
}
