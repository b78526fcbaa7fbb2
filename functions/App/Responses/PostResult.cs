using Followup.Cards;

namespace Followup.Responses;

/// <summary>What became of a post from a page.</summary>
public abstract record PostResult
{
    private PostResult()
    {
    }

    /// <summary>The form was taken.</summary>
    /// <param name="What">The name of the card that was saved, or the <see cref="Pages.InsteadField"/> of what was done instead.</param>
    public sealed record Done(string What) : PostResult;

    /// <summary>Something is missing or too long; nothing was saved.</summary>
    /// <param name="Cards">The cards of the page, the posted one with what is wrong on it.</param>
    public sealed record Refused(IReadOnlyList<Card> Cards) : PostResult;

    /// <summary>The form is not one of ours.</summary>
    public sealed record NotOurs : PostResult;
}
