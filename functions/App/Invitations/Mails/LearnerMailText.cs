using Followup.Shared;

namespace Followup.Invitations.Mails;

public static class LearnerMailText
{
    public static string Subject(MailContent content) => content.IsReminder
        ? $"Reminder: how is it going since {TitleOf(content)}?"
        : $"How is it going since {TitleOf(content)}?";

    public static string Opening(MailContent content) => content.IsReminder
        ? "We asked you a few days ago how you work since your training. It takes less than a minute."
        : "Some weeks ago you finished a training. We would like to know what you use of it in your daily work. It takes less than a minute.";

    public const string WhoSees =
        "Your manager does not see your answers; they are asked separately what they observe. HR gets your answers without your name and reports on groups of five or more.";

    public static string Body(MailContent content) => $"""
        Hello {content.FirstName},

        {Opening(content)}

        {string.Join("\n", content.Items.Select(item => $"- {item.ProgramTitle}, finished on {DateWords.Plain(item.CompletedOn)}"))}

        Answer here, without logging in:
        {content.Link}

        You can answer, and change your answer, until {DateWords.WithWeekday(content.LastDay)}.
        {WhoSees}
        """;

    private static string TitleOf(MailContent content) =>
        content.Items.Count == 1 ? $"“{content.Items[0].ProgramTitle}”" : "your trainings";
}
