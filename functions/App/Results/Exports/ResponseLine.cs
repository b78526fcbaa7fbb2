using Followup.Cards;
using Followup.Rows;

namespace Followup.Results.Exports;

/// <summary>A row of <see cref="ResponsesTable"/>.</summary>
/// <param name="Learner">The employee id; the person's key where nobody is known by it any more.</param>
/// <param name="Name">The learner's name, where it is known.</param>
public sealed record ResponseLine(ResponseRow Response, string Learner, string? Name)
{
    public Answers Answers { get; } = Response.Answers();

    /// <param name="number">Counted from 1, in the program's order.</param>
    public string? OutcomeAt(int number) => AnswerAt(number)?.Outcome;

    public string? FrequencyAt(int number) =>
        AnswerAt(number) is { } answer ? AnswerForm.ValueOf(answer.Frequency, Response.Audience) : null;

    private OutcomeAnswer? AnswerAt(int number) => number <= Answers.Outcomes.Count ? Answers.Outcomes[number - 1] : null;
}
