namespace Followup.Responses.Pages;

public static class PageTitle
{
    /// <summary>A screen reader reads the title first: that something is wrong must stand there too.</summary>
    public static string Of(string title, IReadOnlyList<Card> cards) => cards.Any(card => card.Errors.Count > 0) ? $"Error: {title}" : title;
}
