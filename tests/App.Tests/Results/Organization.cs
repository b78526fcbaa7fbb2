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

/// <summary>One completion with what both said in each wave, as a test states it; null for no answer.</summary>
/// <param name="Asked">Whether invitations went out.</param>
internal sealed record Completed(
    string Month, string Department, string Role, IReadOnlyDictionary<(string Wave, Audience), Answers?> Said, bool Asked = true)
{
    public Answers? By(Audience audience, string wave = "P42D") => Said.GetValueOrDefault((wave, audience));
}

/// <summary>Rows as they would stand in the tables, and what is counted and reported of them, without any table.</summary>
internal static class Organization
{
    public static readonly ProgramDefinition Definition = Samples.Program with { Waves = ["P42D"] };

    private static readonly DateTimeOffset Then = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    public static Answers Said(Frequency? first, Frequency? second, params string[] barriers) => new([new("check-facts", first), new("protect-data", second)], barriers);

    public static Completed Completed(Answers? learner = null, Answers? manager = null, string month = "2026-01", string department = "Claims", string role = "Handler") =>
        new(month, department, role, new Dictionary<(string, Audience), Answers?> { [("P42D", Audience.Learner)] = learner, [("P42D", Audience.Manager)] = manager });

    public static ProgramReport Report(IReadOnlyList<Completed> completions, ProgramDefinition? program = null) =>
        new(new("ai-eval", 1, program ?? Definition), Margins(completions, program));

    public static ProgramMargins Margins(IReadOnlyList<Completed> completions, ProgramDefinition? program = null)
    {
        program ??= Definition;
        string[] outcomes = [.. program.Outcomes.Select(outcome => outcome.Id)];
        return ProgramMargins.Of(program, completions.GroupBy(one => one.Month).SelectMany(month =>
            Count([.. month], program).Select(wave => (month.Key, wave.Wave, new StoredCells(outcomes, wave.Cells)))));
    }

    public static IReadOnlyList<WaveOfMonth> Count(IReadOnlyList<Completed> completions, ProgramDefinition? program = null)
    {
        program ??= Definition;
        List<FollowupRow> followups = [];
        List<ResponseRow> responses = [];
        List<InvitationRow> invitations = [];
        foreach (var (i, one) in completions.Index())
        {
            var key = new FollowupKey("ai-eval", PersonKey.Of($"e{i}"), LocalDatePattern.Iso.Parse($"{one.Month}-05").Value);
            followups.Add(new() { PartitionKey = key.Partition, RowKey = key.Row, State = FollowupState.Scheduled, Department = one.Department, Role = one.Role });
            foreach (var wave in program.Waves)
                foreach (var audience in Enum.GetValues<Audience>())
                {
                    var mailing = new MailingKey(new LocalDate(2026, 3, 1), audience, PersonKey.Of($"m{i}"));
                    var said = one.By(audience, wave);
                    invitations.Add(new()
                    {
                        PartitionKey = mailing.Partition,
                        RowKey = mailing.InvitationRow(key.ProgramId, key.LearnerKey, wave),
                        CompletedOn = LocalDateText.Iso(key.CompletedOn),
                        State = said is not null ? InvitationState.Answered : one.Asked ? InvitationState.Closed : InvitationState.Scheduled,
                        SentAt = one.Asked ? Then : null,
                    });
                    if (said is not null)
                        responses.Add(new() { PartitionKey = key.Partition, RowKey = key.ResponseRow(wave, audience), Json = JsonSerializer.Serialize(said, Wire.Json) });
                }
        }
        return Counting.Of(program, followups, responses, invitations);
    }

    /// <summary>Someone has answered in a share of cases; answers differ by chance.</summary>
    public static List<Completed> AtRandom(Random chance, IReadOnlyList<string> waves)
    {
        string[] months = [.. Enumerable.Range(1, chance.Next(1, 6)).Select(month => string.Create(CultureInfo.InvariantCulture, $"2026-{month:00}"))];
        string[] departments = [.. Enumerable.Range(0, chance.Next(1, 7)).Select(i => $"D{i}")], roles = [.. Enumerable.Range(0, chance.Next(1, 5)).Select(i => $"R{i}")];
        var (learners, managers) = (chance.NextDouble(), chance.NextDouble());
        return [.. Enumerable.Range(0, chance.Next(5, 150)).Select(_ =>
        {
            // a few large groups and many small ones
            string Some(string[] names) => names[(int)(names.Length * Math.Pow(chance.NextDouble(), 2.5))];
            Dictionary<(string, Audience), Answers?> said = [];
            foreach (var wave in waves)
                foreach (var (audience, share) in new[] { (Audience.Learner, learners), (Audience.Manager, managers) })
                    said[(wave, audience)] = chance.NextDouble() < share ? Said(Step(), Step(), chance.Next(3) == 0 ? ["no-time"] : []) : null;
            return new Completed(Some(months), Some(departments), Some(roles), said, Asked: true);
        })];

        Frequency? Step() => chance.Next(6) is var step and < 5 ? (Frequency)step : null;
    }
}
