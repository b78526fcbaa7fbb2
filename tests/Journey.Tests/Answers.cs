using AngleSharp;
using AngleSharp.Html.Dom;

namespace Followup.Journey.Tests;

/// <summary>Answers a page as a browser without scripts would: every question with the same value, every form in turn.</summary>
public static class Answers
{
    public static async Task<int> PostAsync(string page, string value)
    {
        using var http = new HttpClient();
        using var document = await OpenAsync(http, page);
        var forms = document.Forms.Where(form => form.Elements["version"] is not null).ToList();
        foreach (var form in forms)
        {
            using var content = new FormUrlEncodedContent(Fill(form, value));
            using var answer = await http.PostAsync(new Uri(new Uri(page), form.Action), content);
            answer.EnsureSuccessStatusCode();
        }
        return forms.Count;
    }

    /// <summary>The values that are checked on the page.</summary>
    public static async Task<IReadOnlyList<string>> CheckedAsync(string page)
    {
        using var http = new HttpClient();
        using var document = await OpenAsync(http, page);
        var choices = document.QuerySelectorAll("input[type=radio][name^=outcome]").OfType<IHtmlInputElement>();
        return [.. choices.Where(choice => choice.IsChecked).Select(choice => choice.Value)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Fill(IHtmlFormElement form, string value)
    {
        var inputs = form.Elements.OfType<IHtmlInputElement>().ToList();
        foreach (var hidden in inputs.Where(input => input.Type == "hidden")) yield return new(hidden.Name!, hidden.Value);
        foreach (var question in inputs.Where(input => input.Type == "radio").GroupBy(input => input.Name!))
        {
            // whether there was occasion, where the page asks that first
            var asksForOccasion = question.Key == "first" && question.Any(choice => choice.Value == "yes");
            yield return new(question.Key, asksForOccasion ? "yes" : value);
        }
    }

    private static async Task<AngleSharp.Dom.IDocument> OpenAsync(HttpClient http, string page)
    {
        var html = await http.GetStringAsync(page);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html).Address(page));
    }
}
