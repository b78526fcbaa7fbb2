using Followup.Followups;
using Followup.Shared;

namespace Followup.Responses.Pages;

/// <summary>A page that says one thing.</summary>
public sealed record Notice(string Title, string Text)
{
    public static readonly Notice NotOurs = new(
        "This link does not work", "It may have been cut when it was copied. Please open it from the mail itself.");

    public static readonly Notice NothingToAnswer = new("There is nothing to answer here any more", "Thank you for stopping by. You can close this page.");

    public static readonly Notice NotOurForm = new(
        "Your answer could not be read", "Nothing was saved. Please open the link from the mail again and answer there.");

    public static Notice Closed(MailingKey mailing) => new(
        "This check-in is closed",
        $"Answers were taken until {DateWords.WithWeekday(mailing.DueOn.PlusDays(DueDay.OpenDays))}. What you saved until then counts. Thank you.");
}
