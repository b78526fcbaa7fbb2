using System.Globalization;
using System.Text.Json;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Local.Demo;

/// <summary>A program of which it is known how many people truly are at target, before and after.</summary>
/// <param name="Before">The share at target of each behavior on the day of completion.</param>
/// <param name="Effect">What is added to each of these shares afterwards.</param>
public sealed record SimulatedProgram(string Id, ProgramDefinition Definition, IReadOnlyList<double> Before, double Effect)
{
    /// <summary>People see themselves at target more often than their managers do (Heidemeier and Moser 2009).</summary>
    private const double Inflation = 0.08;

    /// <summary>How likely an answer that tells a frequency is at target.</summary>
    public double Truth(Audience audience, string wave, int outcome) =>
        Math.Clamp(Before[outcome] + (wave == Wave.Baseline ? 0 : Effect) + (audience == Audience.Learner ? Inflation : 0), 0, 1);
}

/// <summary>The rows of one completion, as they are once its follow-up is over.</summary>
public sealed record SimulatedCompletion(
    SimulatedProgram Program,
    FollowupRow Followup,
    IReadOnlyList<InvitationRow> Invitations,
    IReadOnlyList<ResponseRow> Responses);

/// <summary>
/// An organization of twenty programs with known effects, five of them without any: to look at results without waiting, and to hold the
/// figures against the truth. How many people answer differs by department, not by behavior: no figure can know of behavior that nobody
/// answers about. The same seed is the same organization.
/// </summary>
public sealed class SimulatedOrganization(int seed, LocalDate until)
{
    private const int Months = 12, Managers = 200;
    private const double NoOccasion = 0.12;

    private static readonly string[] Waves = [Wave.Baseline, "P42D"];
    private static readonly (string Name, double Answers)[] Departments =
    [
        ("Claims", 0.7), ("Underwriting", 0.6), ("Service", 0.55), ("Sales", 0.4),
        ("Finance", 0.65), ("IT", 0.5), ("Legal", 0.45), ("Audit", 0.6),
    ];
    private static readonly string[] Roles = ["Handler", "Specialist", "Team lead", "Analyst"];
    private static readonly string[] Topics =
    [
        "Evaluating AI output", "Prompting for claims work", "AI and personal data", "Drafting letters with AI",
        "AI in underwriting", "Reading model cards", "Summarizing files with AI", "Spotting fabricated sources",
        "Meeting notes with AI", "AI for spreadsheets", "Responsible use of AI", "Coding assistants",
        "AI in customer calls", "Checking translations", "Automating reports", "AI and fraud",
        "Searching with AI", "AI for team leads", "Testing AI tools", "Explaining AI to customers",
    ];
    private static readonly string[] Examples =
    [
        "Opened two of the sources before I passed it on.",
        "Marked in the file what was drafted with AI.",
        "Asked a colleague to read it against the policy.",
        "Took names out before pasting.",
    ];

    private readonly Random chance = new(seed);

    public IReadOnlyList<SimulatedProgram> Programs { get; } = [.. Topics.Select((topic, i) => Program(i, topic))];

    public IEnumerable<SimulatedCompletion> Completions(int count)
    {
        for (var i = 0; i < count; i++) yield return Completion(Programs[i % Programs.Count], i);
    }

    private static SimulatedProgram Program(int i, string topic)
    {
        // every fourth without effect; the more design features, the more effect
        var effect = i % 4 == 0 ? 0 : 0.1 + 0.03 * (i % 10);
        double[] before = [0.2 + 0.02 * (i % 7), 0.25 + 0.02 * (i % 5), 0.15 + 0.03 * (i % 6)];
        var id = string.Create(CultureInfo.InvariantCulture, $"program-{i + 1:00}");
        var design = new ProgramDesign(i % 3 != 0, effect > 0.15, i % 2 == 0, effect > 0.25, effect > 0.2);
        var definition = new ProgramDefinition(
            topic,
            [
                new(
                    "check",
                    "Checks what AI wrote against a source before using it",
                    "Names the source when handing over work",
                    Frequency.Often),
                new(
                    "protect",
                    "Keeps customer data out of tools that are not approved",
                    "Uses the approved assistant only",
                    Frequency.AlmostAlways),
                new(
                    "say",
                    "Says where AI helped when handing over work",
                    "A line in the file says so",
                    Frequency.Often),
            ])
        {
            Waves = Waves,
            Design = design,
        };
        return new(id, definition, before, effect);
    }

    private SimulatedCompletion Completion(SimulatedProgram program, int number)
    {
        var month = until.PlusMonths(-Months + chance.Next(Months));
        var completedOn = new LocalDate(month.Year, month.Month, 1 + chance.Next(28));
        // departments and roles of very different size: the first ones are drawn most often
        var department = Departments[(int)(Departments.Length * Math.Pow(chance.NextDouble(), 1.8))];
        var role = Roles[(int)(Roles.Length * Math.Pow(chance.NextDouble(), 1.5))];
        // everybody completes each program once
        var key = new FollowupKey(program.Id, PersonKey.Of($"e{number / Programs.Count}"), completedOn);
        var manager = PersonKey.Of($"m{chance.Next(Managers)}");
        var followup = new FollowupRow
        {
            PartitionKey = key.Partition,
            RowKey = key.Row,
            State = FollowupState.Scheduled,
            Source = "simulated",
            Department = department.Name,
            Role = role,
            ManagerKey = manager,
            CompletedAt = At(completedOn),
            ReceivedAt = At(completedOn),
            OpenUntil = At(completedOn.PlusDays(60)),
        };
        List<InvitationRow> invitations = [];
        List<ResponseRow> responses = [];
        List<PlannedInvitation> planned = [];
        foreach (var wave in Waves)
        {
            // fewer people answer the second time
            var answerRate = department.Answers * (wave == Wave.Baseline ? 1 : 0.9);
            foreach (var audience in Enum.GetValues<Audience>())
            {
                var due = Wave.DayOf(wave, completedOn);
                var mailing = new MailingKey(due, audience, audience == Audience.Learner ? key.LearnerKey : manager);
                var plan = new PlannedInvitation(mailing.ToString(), wave, At(due), At(due.PlusDays(14)));
                planned.Add(plan);
                var invitation = plan.ToRow(followup);
                (invitation.SentAt, invitation.DeliveredAt) = (plan.DueAt, plan.DueAt);
                invitations.Add(invitation);
                if (chance.NextDouble() >= answerRate)
                {
                    invitation.State = InvitationState.Closed;
                    continue;
                }
                var answeredAt = plan.DueAt.AddHours(5);
                (invitation.State, invitation.AnsweredAt) = (InvitationState.Answered, answeredAt);
                responses.Add(new()
                {
                    PartitionKey = key.Partition,
                    RowKey = key.ResponseRow(wave, audience),
                    ProgramVersion = 1,
                    Json = JsonSerializer.Serialize(Answers(program, wave, audience), Wire.Json),
                    DueOn = LocalDateText.Iso(due),
                    AnsweredAt = answeredAt,
                    Department = department.Name,
                    Role = role,
                });
            }
        }
        followup.Plan = PlannedInvitation.Write(planned);
        return new(program, followup, invitations, responses);
    }

    private Answers Answers(SimulatedProgram program, string wave, Audience audience)
    {
        var outcomes = program.Definition.Outcomes.Select((outcome, i) =>
        {
            if (chance.NextDouble() < NoOccasion) return new OutcomeAnswer(outcome.Id);
            var target = (int)outcome.TargetFrequency;
            var isAtTarget = chance.NextDouble() < program.Truth(audience, wave, i);
            return new OutcomeAnswer(outcome.Id, (Frequency)(isAtTarget ? chance.Next(target, 5) : chance.Next(target)));
        }).ToList();
        var isHindered = audience == Audience.Learner && outcomes.Exists(answer => answer.Frequency <= Frequency.Rarely);
        var barriers = isHindered && chance.Next(3) > 0 ? new[] { AnyBarrier() } : [];
        return new(outcomes, barriers, chance.Next(20) == 0 ? Examples[chance.Next(Examples.Length)] : null);
    }

    // the first barriers are drawn most often
    private string AnyBarrier() => BarrierIds.All[(int)(BarrierIds.All.Count * Math.Pow(chance.NextDouble(), 2))];

    private static DateTimeOffset At(LocalDate day) => new(day.Year, day.Month, day.Day, 8, 0, 0, TimeSpan.Zero);
}
