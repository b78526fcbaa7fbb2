using System.Security.Cryptography;
using System.Text;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.LearningRecords;

/// <summary>
/// An xAPI statement that a learner's behavior was looked at weeks after a training: whether at least half of the known behaviors were at
/// target, and which; no frequencies, no words. A statement's id follows from its response, so that sending it twice is sending it once.
/// </summary>
public static class OutcomeStatement
{
    /// <summary>
    /// The actor was followed up on after the object, a training: <c>result.success</c> says whether at least half of the known behaviors
    /// were at target.
    /// </summary>
    public const string Verb = "https://followup.example/xapi/verbs/followed-up";

    /// <summary>
    /// In the result: <c>evidence</c> (observed by the manager, or reported by the learner), <c>wave</c> (ISO 8601 period) and
    /// <c>behaviors</c>, each with id and <c>atTarget</c>.
    /// </summary>
    public const string Extension = "https://followup.example/xapi/extensions/outcome";

    private const string Course = "http://adlnet.gov/expapi/activities/course";

    /// <summary>Null where the answer tells nothing about any behavior: that is no outcome.</summary>
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
            id = IdOf(response),
            actor = new
            {
                objectType = "Agent",
                account = new { homePage, name = learner.Id },
            },
            verb = new
            {
                id = Verb,
                display = new Dictionary<string, string> { ["en"] = "was followed up on" },
            },
            @object = new
            {
                objectType = "Activity",
                id = ActivityOf(program, baseUrl),
                definition = new
                {
                    type = Course,
                    name = new Dictionary<string, string> { [program.Definition.Language ?? "en"] = program.Definition.Title },
                },
            },
            result = new
            {
                success = 2 * behaviors.Count(behavior => behavior.AtTarget) >= behaviors.Count,
                extensions = new Dictionary<string, object> { [Extension] = outcome },
            },
            context = new { platform = "Followup" },
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

    /// <summary>
    /// The program's first alias, by which learning systems know the training; the address of its results where it has none.
    /// </summary>
    private static string ActivityOf(StoredProgram program, Uri baseUrl) =>
        program.Definition.Aliases.FirstOrDefault(alias => Uri.TryCreate(alias, UriKind.Absolute, out _))
        ?? new Uri(baseUrl, $"/results/{program.Id}").ToString();

    /// <summary>A UUID of version 8 (RFC 9562), from SHA-256 of the response's key.</summary>
    private static Guid IdOf(ResponseRow response)
    {
        var key = $"{response.PartitionKey}|{response.RowKey}";
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(key)).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    private sealed record KnownBehavior(string Id, bool AtTarget);
}
