namespace Followup.Results.Rounds;

/// <summary>
/// What is counted of answers. In this order in every <see cref="Tally"/> that is stored: another order is a new shape of the row.
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

    /// <summary>
    /// Of the <see cref="Known"/> ones: the sum of their shares of known behaviors at target, in units of <see
    /// cref="Figures.MeanShare.Unit"/>.
    /// </summary>
    SumOfShares,

    /// <summary>The sum of the squares of these shares, in units squared.</summary>
    SumOfSquares,
}
