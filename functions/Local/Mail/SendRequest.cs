using System.Text.Json.Serialization;
using AngleSharp.Html.Parser;

namespace Followup.Local.Mail;

/// <summary>The body of SendGrid's <c>POST /v3/mail/send</c>, as far as one recipient a call needs it.</summary>
public sealed record SendRequest(
    SendRequest.Address? From,
    string? Subject,
    IReadOnlyList<SendRequest.Personalization>? Personalizations,
    IReadOnlyList<SendRequest.Part>? Content,
    IReadOnlyDictionary<string, string>? Headers,
    [property: JsonPropertyName("custom_args")] IReadOnlyDictionary<string, string>? CustomArgs,
    [property: JsonPropertyName("mail_settings")] SendRequest.Settings? MailSettings)
{
    public sealed record Address(string? Email, string? Name);

    public sealed record Personalization(
        IReadOnlyList<Address>? To,
        string? Subject,
        IReadOnlyDictionary<string, string>? Headers,
        [property: JsonPropertyName("custom_args")] IReadOnlyDictionary<string, string>? CustomArgs);

    public sealed record Part(string? Type, string? Value);

    public sealed record Settings([property: JsonPropertyName("sandbox_mode")] Settings.Switch? SandboxMode)
    {
        public sealed record Switch(bool Enable);
    }

    public bool IsSandbox => MailSettings?.SandboxMode?.Enable == true;

    /// <summary>The reason for which SendGrid would refuse this request, as message and field; null where it would take it.</summary>
    public (string Message, string Field)? Fault()
    {
        if (Personalizations is not { Count: > 0 })
            return ("The personalizations field is required and must have at least one personalization.", "personalizations");
        for (var i = 0; i < Personalizations.Count; i++)
        {
            var field = $"personalizations.{i}.to";
            if (Personalizations[i].To is not { Count: > 0 } to)
                return ("The to array is required for all personalization objects.", field);
            if (to.Any(address => !LooksRight(address))) return ("Does not contain a valid address.", field);
        }
        if (!LooksRight(From)) return ("The from object must be provided with a valid email.", "from.email");
        if (string.IsNullOrEmpty(Subject) && Personalizations.Any(personal => string.IsNullOrEmpty(personal.Subject)))
            return ("The subject is required.", "subject");
        if (Content is not { Count: > 0 } || Content.Any(part => string.IsNullOrEmpty(part.Value)))
            return ("Each part of the content must have a value.", "content");
        return null;
    }

    public IEnumerable<CaughtMail> Mails(string messageId, DateTimeOffset now)
    {
        var html = ContentOf("text/html");
        var text = ContentOf("text/plain");
        var links = new HtmlParser().ParseDocument(html).QuerySelectorAll("a[href]").Select(link => link.GetAttribute("href")!).ToList();
        return Personalizations!.SelectMany((personal, i) => personal.To!.Select((to, j) => new CaughtMail(
            Id: i + j == 0 ? messageId : $"{messageId}-{i}-{j}",
            SentAt: now,
            To: to.Email!,
            ToName: to.Name,
            From: From!.Email!,
            FromName: From.Name,
            Subject: personal.Subject ?? Subject!,
            Html: html,
            Text: text,
            Headers: Merged(Headers, personal.Headers),
            CustomArgs: Merged(CustomArgs, personal.CustomArgs),
            Links: links)));
    }

    private string ContentOf(string type) => Content!.FirstOrDefault(part => part.Type == type)?.Value ?? "";

    private static Dictionary<string, string> Merged(IReadOnlyDictionary<string, string>? all, IReadOnlyDictionary<string, string>? own)
    {
        var merged = new Dictionary<string, string>(all ?? new Dictionary<string, string>());
        foreach (var (name, value) in own ?? new Dictionary<string, string>()) merged[name] = value;
        return merged;
    }

    private static bool LooksRight(Address? address) => address?.Email?.Split('@') is [{ Length: > 0 }, { Length: > 0 }];
}
