using Azure.Data.Tables;
using Followup.Followups;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Completions;

/// <summary>A reported completion of a program and a learner whom we know.</summary>
/// <param name="Record">The row that keeps what this learner completed of this program; null where nothing was.</param>
public sealed record CheckedCompletion(
    ReportedCompletion Reported, StoredProgram Program, PersonRow Learner, LocalDate On, Instant At, TableEntity? Record)
{
    public FollowupKey Key => new(Program.Id, Learner.Key, On);

    public string? EventKey => Reported.EventId is { } id ? Shared.Keys.EventKey.Of(id) : null;
}

/// <summary>Finds the program and the learner that a report names, or says what is wrong with it.</summary>
internal sealed class CompletionCheck(
    ProgramDirectory directory, IReadOnlyDictionary<string, PersonRows> learners, WorkCalendar calendar, Instant now)
{
    private const int LongestSource = 64;

    /// <summary>For one that is to be taken in: of somebody who is active, and not of the future.</summary>
    public (CheckedCompletion? Completion, FieldError? Error) New(ReportedCompletion reported)
    {
        var any = Any(reported);
        if (any.Completion is not { } found) return any;
        if (!found.Learner.Active)
        {
            var reason = $"{SentJson.Shown(reported.Learner)} is not active any more, so nothing is taken in; if that is wrong, import "
                + "the person as active first.";
            return (null, new("learner", reason));
        }
        // a day of grace, for clocks that are set wrong and days that begin elsewhere
        return found.At > now + Duration.FromDays(1)
            ? (null, new("completedAt", $"'{LocalDateText.Iso(found.On)}' lies in the future. Send it once it is completed."))
            : any;
    }

    public (CheckedCompletion? Completion, FieldError? Error) Any(ReportedCompletion reported)
    {
        if (directory.Find(reported.Program) is not { } program)
        {
            var reason = $"No program has the id or alias {SentJson.Shown(reported.Program)}; "
                + "declare it, or add the alias, with PUT /api/programs/{id} first.";
            return (null, new("program", reason));
        }
        if (learners.GetValueOrDefault(reported.Learner) is not { Person: { } learner } rows)
        {
            var reason = $"No person has the id or address {SentJson.Shown(reported.Learner)}; "
                + "import the person with POST /api/people/import first.";
            return (null, new("learner", reason));
        }
        var zone = calendar.Of(learner).Zone;
        var day = reported.CompletedAt.Day ?? reported.CompletedAt.Instant!.Value.ToInstant().InZone(zone).Date;
        var at = reported.CompletedAt.Instant?.ToInstant() ?? zone.AtStartOfDay(day).ToInstant();
        return (new(reported, program, learner, day, at, rows.Find(CompletionRecords.RowOf(program.Id))), null);
    }

    public KeptCompletion Keeping(CheckedCompletion completion) =>
        new(
            completion.On, completion.At, completion.EventKey,
            FirstWaveOn(completion.Program.Definition, completion.On, completion.Learner), TakenAt: now);

    /// <summary>
    /// The learner's working day of the first wave; null where nobody is asked: about the program, or about a completion so old.
    /// </summary>
    public LocalDate? FirstWaveOn(ProgramDefinition program, LocalDate on, PersonRow? learner)
    {
        return program.IsAsking && !FollowupPlanner.IsTooOld(on, program, now) ? FirstWaveOn(program.Waves, on, learner) : null;
    }

    /// <summary>The learner's working day of the first of these waves that is later than the day itself; null where none is.</summary>
    public LocalDate? FirstWaveOn(IEnumerable<string> waves, LocalDate on, PersonRow? learner)
    {
        var later = waves.Select(wave => Wave.DayOf(wave, on)).Where(day => day > on).ToList();
        return later.Count == 0 ? null : calendar.Of(learner).WorkingDayFrom(later.Min());
    }

    /// <summary>The follow-up's row of a kept completion, with the facts as they are now.</summary>
    public FollowupRow RowOf(CheckedCompletion reported, Sameness same)
    {
        var (source, key) = (reported.Reported.Source, reported.Key with { CompletedOn = same.Kept.On });
        return new()
        {
            PartitionKey = key.Partition,
            RowKey = key.Row,
            State = same.AgainOn is null ? FollowupState.Received : FollowupState.Withdrawn,
            Reason = same.AgainOn is { } again ? SameCompletion.TrainedAgain(again) : null,
            CompletedAt = (same.Kept.At ?? reported.At).ToDateTimeOffset(),
            ReceivedAt = (same.Kept.TakenAt ?? now).ToDateTimeOffset(),
            Source = source is { Length: > LongestSource } ? source[..LongestSource] : source,
            EventKey = same.Kept.Event,
            OpenUntil = now.ToDateTimeOffset(),
            Department = reported.Learner.Department,
            Role = reported.Learner.Role,
            ManagerKey = reported.Learner.ManagerKey,
        };
    }
}
