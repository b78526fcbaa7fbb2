using Followup.Shared;

namespace Followup.Invitations.Mails;

public static class ManagerMailText
{
    public static string Subject(MailContent content) => (content.IsReminder, content.Items.Count) switch
    {
        (false, 1) => $"What do you see in {content.Items[0].LearnerName}’s work since the training?",
        (false, var count) => $"What do you see in the work of {count} people since their training?",
        (true, 1) => $"Reminder: what do you see in {content.Items[0].LearnerName}’s work?",
        (true, var count) => $"Reminder: what do you see in the work of {count} people?",
    };

    public static string Opening(MailContent content) => content.Items.Count == 1
        ? "Somebody who reports to you finished a training some weeks ago. Please tell us what you see in the daily work: two clicks, and “I could not observe this” is a real answer."
        : "People who report to you finished a training some weeks ago. Please tell us what you see in their daily work: two clicks a person, and “I could not observe this” is a real answer.";

    public const string WhoSees =
        "HR gets your answers without names and reports on groups of five or more. They are about the training and are not used to appraise anybody.";

    public static string Body(MailContent content) => $"""
        Hello {content.FirstName},

        {Opening(content)}

        {string.Join("\n", content.Items.Select(item => $"- {item.LearnerName}: {item.ProgramTitle}, finished on {DateWords.Plain(item.CompletedOn)}"))}

        Answer here for all of them, without logging in:
        {content.Link}

        You can answer, and change your answers, until {DateWords.WithWeekday(content.LastDay)}.
        {WhoSees}
        """;
}
