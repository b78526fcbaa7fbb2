using Followup.Local.Mail;

namespace Followup.Tests.Local.Mail;

/// <summary>A mail to a learner as the catcher keeps it.</summary>
internal static class SampleMail
{
    public static CaughtMail New() => new(
        Id: Guid.NewGuid().ToString("N"),
        SentAt: new(2026, 2, 16, 8, 0, 0, TimeSpan.Zero),
        To: "ada@example.com",
        ToName: "Ada",
        From: "learning@example.com",
        FromName: null,
        Subject: "Six weeks on",
        Html: "<p>Hello</p>",
        Text: "Hello",
        Headers: new Dictionary<string, string>(),
        CustomArgs: new Dictionary<string, string> { ["mailing"] = "2026-02-16|learner|a", ["attempt"] = "b" },
        Links: ["https://example.com/s/a"]);
}
