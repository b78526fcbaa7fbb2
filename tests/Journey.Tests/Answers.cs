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
            var inputs = form.Elements.OfType<IHtmlInputElement>().ToList();
            var fields = inputs.Where(input => input.Type == "hidden").Select(input => KeyValuePair.Create(input.Name!, input.Value))
                .Concat(inputs.Where(input => input.Type == "radio").Select(input => input.Name!).Distinct()
                    .Select(name => KeyValuePair.Create(name, name == "first" && inputs.Exists(input => input.Name == name && input.Value == "yes") ? "yes" : value)));
            using var content = new FormUrlEncodedContent(fields);
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
        return [.. document.QuerySelectorAll("input[type=radio][name^=outcome]").OfType<IHtmlInputElement>().Where(input => input.IsChecked).Select(input => input.Value)];
    }

    private static async Task<AngleSharp.Dom.IDocument> OpenAsync(HttpClient http, string page)
    {
        var html = await http.GetStringAsync(page);
        return await BrowsingContext.New(Configuration.Default).OpenAsync(response => response.Content(html).Address(page));
    }
}
