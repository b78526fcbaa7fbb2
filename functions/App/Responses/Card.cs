using Followup.Invitations;
using Followup.Programs;
using Followup.Shared;

namespace Followup.Responses;

/// <summary>One invitation on the page: what is asked about whom, what was answered, and what of a post could not be saved.</summary>
/// <param name="Program">In the wording that was answered, or else the one in force.</param>
/// <param name="Saved">Whether there is an answer in the table.</param>
public sealed record Card(int Number, InvitationRow Invitation, StoredProgram Program, string LearnerName, Answers? Answers, bool Saved)
{
    public IReadOnlyList<FieldError> Errors { get; init; } = [];

    /// <summary>Names the invitation within its mailing.</summary>
    public string Id => Invitation.RowKey[Invitation.Mailing.RowPrefix.Length..];

    /// <summary>The id of one of its elements, unique on the page.</summary>
    public string ElementId(string name) => $"card-{Number}-{name}";

    public FieldError? ErrorOf(string field) => Errors.FirstOrDefault(error => error.Field == field);

    public OutcomeAnswer? AnswerOf(Outcome outcome) => Answers?.Outcomes.FirstOrDefault(answer => answer.Outcome == outcome.Id);
}
