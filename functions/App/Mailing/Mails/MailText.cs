namespace Followup.Mailing.Mails;

/// <summary>A mail as plain text: the same words, with links in full.</summary>
public static class MailText
{
    public static string Of(MailContent content)
    {
        IEnumerable<string> Lines()
        {
            yield return content.Hello;
            yield return "";
            yield return content.Lead;
            yield return "";
            yield return content.Question;
            foreach (var behavior in content.Behaviors) yield return $"- {behavior}";
            yield return "";
            foreach (var (text, link) in content.Answers) yield return $"{text}:\n{link}";
            yield return "";
            yield return content.Words["nothing-recorded"];
            if (content.Cards.Count > 1)
            {
                yield return "";
                yield return content.Also;
                foreach (var other in content.Others) yield return $"- {other}";
            }
            yield return "";
            yield return content.OpenUntil;
            yield return $"{content.Words["open-page"]}: {content.Page}";
            yield return content.WhoSees;
            yield return "";
            yield return content.WhyYou;
            yield return $"{content.Words["stop-mails"]}: {content.Stop}";
        }
        return string.Join('\n', Lines());
    }
}
