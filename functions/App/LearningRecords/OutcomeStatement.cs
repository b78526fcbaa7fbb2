using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.LearningRecords;

/// <summary>
/// An xAPI statement that a learner's behavior was looked at weeks after a training, and whether at least half of the known behaviors were
/// at target, and which; no frequencies, no words. Sent only where the setting <c>Lrs:Outcomes</c> says so.
/// </summary>
public static class OutcomeStatement
{
    /// <summary>
    /// In the result: <c>evidence</c> (observed by the manager, or reported by the learner), <c>wave</c> (ISO 8601 period) and
    /// <c>behaviors</c>, each with id and <c>atTarget</c>; <c>result.success</c> says whether at least half of them are at target.
    /// </summary>
    public const string Extension = FollowupStatement.Extension;

    /// <summary>Null where the answer tells nothing about any behavior: that is no outcome.</summary>
    /// <param name="program">The wording that was answered.</param>
    public static object? Of(StoredProgram program, PersonRow learner, ResponseRow response, Uri baseUrl, string homePage)
    {
        var behaviors = KnownBehaviors(program.Definition, response.Answers());
        if (behaviors.Count == 0) return null;
        var outcome = new
        {
            evidence = response.Audience == Audience.Manager ? "observed" : "reported",
            wave = response.Wave,
            behaviors,
        };
        return new
        {
            id = FollowupStatement.IdOf(response.PartitionKey, response.RowKey),
            actor = FollowupStatement.ActorOf(learner, homePage),
            verb = FollowupStatement.VerbOfAll,
            @object = FollowupStatement.ObjectOf(program, baseUrl),
            result = new
            {
                success = 2 * behaviors.Count(behavior => behavior.AtTarget) >= behaviors.Count,
                extensions = new Dictionary<string, object> { [Extension] = outcome },
            },
            context = new { platform = FollowupStatement.Platform },
            timestamp = response.EditedAt ?? response.AnsweredAt,
        };
    }

    /// <summary>Behaviors of which the answer gives a frequency, in the program's order.</summary>
    private static List<KnownBehavior> KnownBehaviors(ProgramDefinition program, Answers answers)
    {
        List<KnownBehavior> known = [];
        foreach (var outcome in program.Outcomes)
        {
            var answer = answers.Outcomes.FirstOrDefault(answer => answer.Outcome == outcome.Id);
            if (answer?.Frequency is { } frequency) known.Add(new(outcome.Id, frequency >= outcome.TargetFrequency));
        }
        return known;
    }

    private sealed record KnownBehavior(string Id, bool AtTarget);
}
