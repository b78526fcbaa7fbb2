using Followup.Cards;
using Followup.Rows;

namespace Followup.Results.Exports;

/// <summary>A row of <see cref="ResponsesTable"/>: a response, and as much around it as may be told.</summary>
/// <param name="Learner">The learner's pseudonym; or, identified, the employee id.</param>
/// <param name="CompletedIn">The month of completion, or the months that stand together with it.</param>
/// <param name="HasComments">Whether comments may be told.</param>
/// <param name="Identified">The response where its days, department and role may be told; else null.</param>
/// <param name="Name">The learner's name, where it may be told and is known.</param>
public sealed record ResponseLine(
    ResponseRow Response, string Learner, string CompletedIn, bool HasComments, ResponseRow? Identified = null, string? Name = null)
{
    public Answers Answers { get; } = Response.Answers();

    public string? Example => HasComments ? Answers.Example : null;

    public string? Help => HasComments ? Answers.Help : null;

    /// <param name="number">Counted from 1, in the program's order.</param>
    public string? OutcomeAt(int number) => AnswerAt(number)?.Outcome;

    public string? FrequencyAt(int number) =>
        AnswerAt(number) is { } answer ? AnswerForm.ValueOf(answer.Frequency, Response.Audience) : null;

    private OutcomeAnswer? AnswerAt(int number) => number <= Answers.Outcomes.Count ? Answers.Outcomes[number - 1] : null;
}
