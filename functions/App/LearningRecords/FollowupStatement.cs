using System.Security.Cryptography;
using System.Text;
using Followup.People;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.LearningRecords;

/// <summary>
/// An xAPI statement that the follow-up on a training took place, and nothing of what was said: it is made of the invitation alone, so it
/// is the same whatever was answered, edited or when. A statement's id follows from its response, so that sending it twice is sending it
/// once.
/// </summary>
public static class FollowupStatement
{
    /// <summary>The actor was followed up on after the object, a training.</summary>
    public const string Verb = "https://followup.example/xapi/verbs/followed-up";

    /// <summary>In the context: <c>wave</c> (ISO 8601 period) and <c>askedOf</c> (learner or manager).</summary>
    public const string Extension = "https://followup.example/xapi/extensions/outcome";

    public const string Platform = "Followup";

    private const string Course = "http://adlnet.gov/expapi/activities/course";

    /// <param name="program">The wording in force when the invitation closed.</param>
    /// <param name="invitation">One that was answered, and is closed.</param>
    public static object Of(StoredProgram program, PersonRow learner, InvitationRow invitation, Uri baseUrl, string homePage)
    {
        var (followup, audience) = (invitation.Followup, invitation.Mailing.Audience);
        var asked = new { wave = invitation.Wave, askedOf = audience.ToKey() };
        return new
        {
            id = IdOf(followup.Partition, followup.ResponseRow(invitation.Wave, audience)),
            actor = ActorOf(learner, homePage),
            verb = VerbOfAll,
            @object = ObjectOf(program, baseUrl),
            context = new
            {
                platform = Platform,
                extensions = new Dictionary<string, object> { [Extension] = asked },
            },
            timestamp = invitation.ClosesAt,
        };
    }

    internal static object VerbOfAll { get; } = new
    {
        id = Verb,
        display = new Dictionary<string, string> { ["en"] = "was followed up on" },
    };

    internal static object ActorOf(PersonRow learner, string homePage) => new
    {
        objectType = "Agent",
        account = new { homePage, name = learner.Id },
    };

    internal static object ObjectOf(StoredProgram program, Uri baseUrl) => new
    {
        objectType = "Activity",
        id = ActivityOf(program, baseUrl),
        definition = new
        {
            type = Course,
            name = new Dictionary<string, string> { [program.Definition.Language ?? "en"] = program.Definition.Title },
        },
    };

    /// <summary>A UUID of version 8 (RFC 9562), from SHA-256 of the response's key.</summary>
    internal static Guid IdOf(string partition, string row)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{partition}|{row}")).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>
    /// The program's first alias, by which learning systems know the training; the address of its results where it has none.
    /// </summary>
    private static string ActivityOf(StoredProgram program, Uri baseUrl) =>
        program.Definition.Aliases.FirstOrDefault(alias => Uri.TryCreate(alias, UriKind.Absolute, out _))
        ?? new Uri(baseUrl, $"/results/{program.Id}").ToString();
}
