using System.Security.Cryptography;
using System.Text;
using Followup.Programs;
using Followup.Rows;
using Followup.Shared.Http;

namespace Followup.Cards;

/// <summary>One invitation on the page: which learner it is about, what is asked, and how its form is filled in.</summary>
/// <param name="LearnerName">As <see cref="People.PersonNames"/> tells it apart from others on the page.</param>
/// <param name="Program">In the wording that was answered, or else the one in force.</param>
/// <param name="Saved">Whether there is an answer in the table.</param>
public sealed record Card(
    InvitationRow Invitation, StoredProgram Program, ProgramText Text,
    string LearnerName, FormValues FormValues, bool Saved)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Names the invitation within its mailing.</summary>
    public string Id => Invitation.RowKey[Invitation.Mailing.RowPrefix.Length..];

    /// <summary>Names the card in links and on the page. Unlike a number, it stays the same after other cards have gone.</summary>
    public string Name { get; } = NameOf(Invitation);

    /// <summary>What the learner is called in a sentence: the given name, or else the whole one.</summary>
    public string LearnerShortName { get; init; } = LearnerName;

    public IReadOnlyList<Outcome> Outcomes => Program.Definition.Outcomes;

    /// <summary>The id of one of the card's elements, unique on the page.</summary>
    public string ElementId(string name) => $"{Name}-{name}";

    public FieldError? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field);

    public static string NameOf(InvitationRow invitation)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(invitation.RowKey));
        return $"c{Convert.ToHexStringLower(hash.AsSpan(0, 5))}";
    }
}
