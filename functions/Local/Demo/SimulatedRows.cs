using System.Text.Json;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Local.Demo;

/// <summary>The rows of one completion, as they are once its follow-up is over.</summary>
public sealed record SimulatedCompletion(
    SimulatedProgram Program,
    FollowupRow Followup,
    IReadOnlyList<InvitationRow> Invitations,
    IReadOnlyList<ResponseRow> Responses);

/// <summary>Makes the rows of completions of one program, as the app would have written them, with answers that are drawn.</summary>
internal sealed class SimulatedRows(SimulatedProgram program, Random chance)
{
    public static readonly IReadOnlyList<string> Waves = [Wave.Baseline, "P42D"];

    // fewer people answer the second time
    private const double SecondTime = 0.9;

    private static readonly string[] Examples =
    [
        "Opened two of the sources before I passed it on.",
        "Marked in the file what was drafted with AI.",
        "Asked a colleague to read it against the policy.",
        "Took names out before pasting.",
    ];
    private static readonly string[] Helps =
    [
        "Half an hour a week to try it on real files.",
        "A list of the tools that are approved.",
        "Somebody to ask when the answer looks odd.",
    ];

    // which of the program's tendencies each manager has: the same in every wave
    private readonly Dictionary<string, int> tendencies = [];

    public SimulatedCompletion Of(SimulatedPerson person, LocalDate completedOn, CountsIn countsIn)
    {
        var key = new FollowupKey(program.Id, PersonKey.Of(person.Id), completedOn);
        var manager = PersonKey.Of(person.ManagerId);
        var followup = new FollowupRow
        {
            PartitionKey = key.Partition,
            RowKey = key.Row,
            State = FollowupState.Scheduled,
            Source = "simulated",
            Department = person.Department,
            Role = person.Role,
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
            var due = Wave.DayOf(wave, completedOn);
            foreach (var audience in Enum.GetValues<Audience>())
            {
                var mailing = new MailingKey(due, audience, audience == Audience.Learner ? key.LearnerKey : manager);
                var plan = new PlannedInvitation(mailing.ToString(), wave, At(due), At(due.PlusDays(14)));
                planned.Add(plan);
                var invitation = plan.ToRow(followup);
                (invitation.SentAt, invitation.DeliveredAt, invitation.CountsIn) = (plan.DueAt, plan.DueAt, countsIn);
                (invitation.State, invitation.Attempts) = (InvitationState.Closed, 1);
                invitations.Add(invitation);
                if (AnswersOf(person, wave, audience) is not { } answers) continue;
                (invitation.State, invitation.AnsweredAt) = (InvitationState.Answered, plan.DueAt.AddHours(5));
                responses.Add(ResponseOf(followup, invitation, answers));
            }
        }
        followup.Plan = PlannedInvitation.Write(planned);
        return new(program, followup, invitations, responses);
    }

    private static ResponseRow ResponseOf(FollowupRow followup, InvitationRow invitation, Answers answers) => new()
    {
        PartitionKey = followup.PartitionKey,
        RowKey = followup.Key.ResponseRow(invitation.Wave, invitation.Mailing.Audience),
        ProgramVersion = 1,
        Json = JsonSerializer.Serialize(answers, Wire.Json),
        DueOn = invitation.PartitionKey,
        AnsweredAt = invitation.AnsweredAt!.Value,
        Department = followup.Department,
        Role = followup.Role,
        FinalAt = invitation.ClosesAt,
        By = invitation.Mailing.RecipientKey,
        CountsIn = invitation.CountsIn,
    };

    /// <summary>What somebody would say is drawn first, because it decides how likely they say it. Null where they do not.</summary>
    private Answers? AnswersOf(SimulatedPerson person, string wave, Audience audience)
    {
        var tendency = program.Tendencies(audience, wave)[audience == Audience.Learner ? 0 : TendencyOf(person.ManagerId)];
        var way = tendency.Draw(chance);
        var answering = person.Answering * (wave == Wave.Baseline ? 1 : SecondTime) * way.Answering;
        if (chance.NextDouble() >= answering) return null;

        var outcomes = program.Definition.Outcomes;
        var one = tendency.OneForAll ? FrequencyForAll(way) : null;
        List<OutcomeAnswer> answers = [.. outcomes.Select((outcome, i) =>
            new OutcomeAnswer(outcome.Id, tendency.OneForAll ? one : FrequencyOf(outcome, way.AtTarget[i])))];
        var isHindered = audience == Audience.Learner && answers.Exists(answer => answer.Frequency <= Frequency.Rarely);
        return new(
            answers,
            isHindered && chance.Next(3) > 0 ? [AnyBarrier()] : [],
            chance.Next(20) == 0 ? Examples[chance.Next(Examples.Length)] : null,
            chance.Next(20) == 0 ? Helps[chance.Next(Helps.Length)] : null,
            tendency.OneForAll);
    }

    private int TendencyOf(string manager)
    {
        if (tendencies.TryGetValue(manager, out var drawn)) return drawn;
        var all = program.Tendencies(Audience.Manager, Wave.Baseline);
        var weight = chance.NextDouble();
        while (drawn < all.Count - 1 && (weight -= all[drawn].Weight) >= 0) drawn++;
        return tendencies[manager] = drawn;
    }

    private Frequency? FrequencyOf(Outcome outcome, bool? isAtTarget)
    {
        var target = (int)outcome.TargetFrequency;
        return isAtTarget switch
        {
            null => null,
            true => (Frequency)chance.Next(target, 5),
            false => (Frequency)chance.Next(target),
        };
    }

    /// <summary>The one that is at the targets that the way says: they are often and almost always.</summary>
    private Frequency? FrequencyForAll(Way way) => way.AtTarget switch
    {
        [null, ..] => null,
        [true, true, ..] => Frequency.AlmostAlways,
        [true, ..] => Frequency.Often,
        _ => (Frequency)chance.Next((int)Frequency.Often),
    };

    // the first barriers are drawn most often
    private string AnyBarrier() => BarrierIds.All[(int)(BarrierIds.All.Count * Math.Pow(chance.NextDouble(), 2))];

    private static DateTimeOffset At(LocalDate day) => new(day.Year, day.Month, day.Day, 8, 0, 0, TimeSpan.Zero);
}
