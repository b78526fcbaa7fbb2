using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>What of a completion's answers is counted, and where.</summary>
internal static class FinalAnswers
{
    /// <summary>
    /// Each answer of a later wave. The answer of the day of completion is told by itself nowhere: it rides with the same person's answer
    /// in the first later wave that was planned, and with no other, because an answer is in one stream.
    /// </summary>
    /// <param name="grouping">By which the names of groups that are counted with others from the start are called.</param>
    public static IEnumerable<FinalAnswer> Of(ScannedCompletion completion, Grouping grouping)
    {
        var firstLater = FirstLaterOf(completion.Followup);
        foreach (var answer in completion.Answers.Where(answer => answer.Response.Wave != Wave.Baseline))
        {
            var earlier = answer.Response.Wave == (firstLater ?? answer.Asked.Definition.MainWave)
                ? completion.Answers.FirstOrDefault(other => IsRemembered(other, answer))
                : null;
            yield return Of(answer, earlier, grouping);
        }
    }

    /// <summary>Whether an answer to an invitation has an earlier one riding with it, or would have one.</summary>
    /// <param name="earlier">To the same audience on the day of completion; null where there was none.</param>
    public static bool HasEarlier(ProgramDefinition program, FollowupRow followup, InvitationRow invitation, InvitationRow? earlier) =>
        earlier is { State: InvitationState.Answered }
        && earlier.Mailing.RecipientKey == invitation.Mailing.RecipientKey
        && invitation.Wave == (FirstLaterOf(followup) ?? program.MainWave);

    private static string? FirstLaterOf(FollowupRow followup) => followup.Planned()
        .Select(planned => planned.Wave)
        .Where(wave => wave != Wave.Baseline)
        .MinBy(wave => Wave.DayOf(wave, followup.Key.CompletedOn));

    /// <summary>Not so one that closes later, as beside a wave by the clock: the answer may have been counted before without it.</summary>
    private static bool IsRemembered(ScannedAnswer other, ScannedAnswer answer) =>
        other.Response.Wave == Wave.Baseline && other.Response.Audience == answer.Response.Audience && other.Person == answer.Person
        && other.FinalAt <= answer.FinalAt;

    /// <summary>The name of the group; empty for everybody, and for others.</summary>
    public static string GroupOf(CountsIn countsIn, string? department, string? role) => countsIn switch
    {
        CountsIn.Department => department ?? "",
        CountsIn.Role => role ?? "",
        _ => "",
    };

    private static FinalAnswer Of(ScannedAnswer answer, ScannedAnswer? earlier, Grouping grouping)
    {
        var (wave, audience) = (answer.Response.Wave, answer.Response.Audience);
        var definition = answer.Asked.Definition;
        var group = GroupOf(answer.CountsIn, answer.Department, answer.Role);
        var stream = new StreamKey(wave, audience, definition.WordingId, answer.CountsIn, group, earlier is not null);
        var called = answer.CountsIn == CountsIn.Others
            ? GroupOf(grouping == Grouping.Role ? CountsIn.Role : CountsIn.Department, answer.Department, answer.Role)
            : group;
        return new(
            stream, answer.Key, answer.Asked.Version, answer.Person, answer.Response.Followup.LearnerKey, called, answer.FinalAt,
            AnswerCounting.Of(definition, answer.Answers, EarlierOf(answer, earlier)));
    }

    /// <summary>
    /// Behaviors that were asked otherwise then are no earlier answer to this one; their ids stand for one statement each.
    /// </summary>
    private static Answers? EarlierOf(ScannedAnswer answer, ScannedAnswer? earlier)
    {
        if (earlier is null) return null;
        var statements = answer.Asked.Definition.Outcomes.ToDictionary(outcome => outcome.Id, outcome => outcome.Statement);
        var same = earlier.Asked.Definition.Outcomes
            .Where(outcome => statements.GetValueOrDefault(outcome.Id) == outcome.Statement)
            .Select(outcome => outcome.Id)
            .ToHashSet();
        return earlier.Answers with { Outcomes = [.. earlier.Answers.Outcomes.Where(one => same.Contains(one.Outcome))] };
    }
}
