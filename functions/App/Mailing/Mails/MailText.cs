namespace Followup.Mailing.Mails;

/// <summary>A mail as plain text: the same words, with links in full.</summary>
public static class MailText
{
    public static string Of(MailContent content) => string.Join('\n', Lines(content));

    private static IEnumerable<string> Lines(MailContent content)
    {
        var facts = content.Facts;
        yield return content.Hello;
        yield return "";
        yield return content.Lead;
        yield return "";
        yield return content.Question;
        foreach (var behavior in content.Behaviors) yield return $"- {behavior}";
        yield return "";
        foreach (var (text, link) in content.Answers) yield return $"{text}:\n{link}";
        yield return "";
        yield return facts.Words["nothing-recorded"];
        if (facts.Cards.Count > 1)
        {
            yield return "";
            yield return content.Also;
            foreach (var other in content.Others) yield return $"- {other}";
        }
        yield return "";
        yield return content.OpenUntil;
        yield return $"{facts.Words["open-page"]}: {facts.Page}";
        yield return content.WhoSees;
        yield return "";
        yield return content.WhyYou;
        yield return $"{facts.Words["stop-mails"]}: {facts.Stop}";
    }
}
