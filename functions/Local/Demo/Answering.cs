using System.Net;
using AngleSharp;
using AngleSharp.Html.Dom;

namespace Followup.Local.Demo;

/// <summary>
/// Answers pages as people would: opens the link, chooses in every question that is open, posts the form. The same people answer the same
/// way in every run. The page that the browser is sent on to is not looked at: it shows what was just saved.
/// </summary>
public sealed class Answering : IDisposable
{
    // How a cohort tends to answer: value of the radio button, weight.
    private static readonly (string Value, int Weight)[] Learner =
        [("almost-never", 4), ("rarely", 10), ("sometimes", 22), ("often", 36), ("almost-always", 20), ("no-occasion", 8)];

    private static readonly (string Value, int Weight)[] Manager =
        [("almost-never", 5), ("rarely", 14), ("sometimes", 26), ("often", 28), ("almost-always", 12), ("not-observed", 15)];

    // The first question: whether there was occasion (learner), whether one answer fits all behaviors (manager).
    private static readonly (string Value, int Weight)[] LearnerFirst = [("yes", 92), ("no", 8)];
    private static readonly (string Value, int Weight)[] ManagerFirst = [("differs", 60), .. Manager];

    private static readonly string[] Examples =
    [
        "Compared the summary with the policy text before I sent it.",
        "Asked the assistant for its sources and opened two of them.",
        "Noted in the file which paragraph was drafted with AI.",
    ];

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Fills and sends this share of the forms on the mail's page, drawn by chance, and returns how many were sent.</summary>
    public async Task<int> AnswerAsync(SentMail mail, int percentOfForms, Random chance, CancellationToken ct)
    {
        var html = await http.GetStringAsync(mail.Page, ct);
        using var page = await BrowsingContext.New(Configuration.Default)
            .OpenAsync(response => response.Content(html).Address(mail.Page), ct);
        var (first, habits) = mail.Audience == "learner" ? (LearnerFirst, Learner) : (ManagerFirst, Manager);
        var sent = 0;
        // only questionnaires have a version: the page's other forms postpone the answer, or name another person to be asked
        foreach (var form in page.Forms.Where(form => form.Elements["version"] is not null && chance.Next(100) < percentOfForms))
        {
            using var content = new FormUrlEncodedContent(Fill(form, first, habits, chance));
            using var answer = await http.PostAsync(new Uri(mail.Page, form.Action), content, ct);
            if (answer.StatusCode != HttpStatusCode.SeeOther)
                throw new InvalidOperationException($"An answer was not saved: {(int)answer.StatusCode}.");
            sent++;
        }
        return sent;
    }

    public void Dispose() => http.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Fill(
        IHtmlFormElement form, (string Value, int Weight)[] first, (string Value, int Weight)[] habits, Random chance)
    {
        var inputs = form.Elements.OfType<IHtmlInputElement>().ToList();
        foreach (var hidden in inputs.Where(input => input.Type == "hidden")) yield return new(hidden.Name!, hidden.Value);
        foreach (var question in inputs.Where(input => input.Type == "radio").GroupBy(input => input.Name!))
        {
            var offered = first.Where(habit => question.Any(radio => radio.Value == habit.Value));
            yield return new(question.Key, Draw(question.Key == "first" ? [.. offered] : habits, chance));
        }
        foreach (var box in inputs.Where(input => input.Type == "checkbox"))
        {
            if (chance.Next(100) < 12) yield return new(box.Name!, box.Value);
        }
        foreach (var text in form.Elements.OfType<IHtmlTextAreaElement>())
            yield return new(text.Name!, chance.Next(100) < 25 ? Examples[chance.Next(Examples.Length)] : "");
    }

    private static string Draw((string Value, int Weight)[] habits, Random chance)
    {
        var drawn = chance.Next(habits.Sum(habit => habit.Weight));
        return habits.First(habit => (drawn -= habit.Weight) < 0).Value;
    }
}
