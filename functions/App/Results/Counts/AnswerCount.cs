namespace Followup.Results.Counts;

/// <summary>
/// What is counted of answers. In this order in every <see cref="Tally"/> that is stored: another order is a new
/// <see cref="ResultRow.Shape"/>.
/// </summary>
public enum AnswerCount
{
    Answers,

    /// <summary>Answers that tell at least one behavior's frequency.</summary>
    Known,

    /// <summary>Of the <see cref="Known"/> ones, those with at least half of the known behaviors at target.</summary>
    AtLeastHalf,

    /// <summary>Managers who gave one frequency for all behaviors together.</summary>
    OneForAll,

    /// <summary>Answers of people who also answered on the day of completion.</summary>
    AnsweredThenToo,
}
