using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Followup.Benchmarks.Harness;
using Followup.Benchmarks.Peers;

namespace Followup.Benchmarks;

/// <summary>
/// The page behind the link of a learner's mail, opened and then answered by fifty people at a time, each on a link of their own, on a
/// whole system that has just sent the mails. At full scale each goes on for five minutes: people open their pages again, and change their
/// answers.
/// </summary>
internal static class PageBenchmark
{
    private const int AtOnce = 50;

    public static async Task<IReadOnlyList<Measure>> MeasureAsync(Scale scale, CancellationToken ct)
    {
        await using var mails = await CatcherOfPeers.StartAsync(ct);
        var learners = Recipient.Learners(0, scale.ItemsOf(50, 500, 5_000));
        await using var system = await FollowupSystem.StartAsync(mails.Address, CatcherOfPeers.Key, ct);
        await system.ImportAsync(learners, ct);
        await system.CompleteAsync(learners, callers: 8, ct);
        await system.RestAsync(ct);
        await system.MakeDueAsync(ct);
        await system.SendDueAsync(ct);
        mails.Check(learners);

        // a saved answer sends the browser on to a page of thanks, which is another request
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        WatchedProcess[] watched =
        [
            WatchedProcess.Of("app", system.AppProcessId),
            WatchedProcess.Of("host, bus, client", Environment.ProcessId),
        ];
        var lasting = TimeSpan.FromMinutes(scale.Of(0, 0, 5));
        // opens each page once, which also compiles what answers it
        var pages = await Task.WhenAll(mails.Pages.Select(page => FormAsync(http, page, ct)));
        return
        [
            await MeasureAsync("page: GET, 50 at a time", HttpStatusCode.OK, page => http.GetAsync(page.Address, ct)),
            await MeasureAsync(
                "page: POST, 50 at a time", HttpStatusCode.SeeOther,
                page => http.PostAsync(page.Address, new FormUrlEncodedContent(page.Fields), ct)),
        ];

        async Task<Measure> MeasureAsync(string name, HttpStatusCode expected, Func<Form, Task<HttpResponseMessage>> call)
        {
            var before = system.Calls;
            var times = new SingleTimes();
            var limited = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct };
            var done = 0;
            var measure = await Work.MeasureAsync(name, items: 0, watched, async () =>
            {
                var began = TimeProvider.System.GetTimestamp();
                do
                {
                    await Parallel.ForEachAsync(pages, limited, (page, _) => CallAsync(page));
                    done += pages.Length;
                }
                while (TimeProvider.System.GetElapsedTime(began) < lasting);
            });
            return times.In(measure with { Items = done, CallsPerItem = (system.Calls - before) / done });

            async ValueTask CallAsync(Form page)
            {
                using var answer = await times.OfAsync(() => call(page));
                if (answer.StatusCode != expected)
                    throw new InvalidOperationException($"{name} was answered {(int)answer.StatusCode}.");
            }
        }
    }

    /// <summary>The questionnaire of the page, filled in: there was occasion, and every behavior is shown often.</summary>
    private static async Task<Form> FormAsync(HttpClient http, Uri page, CancellationToken ct)
    {
        using var document = new HtmlParser().ParseDocument(await http.GetStringAsync(page, ct));
        // only the questionnaire has a version: the page's other form puts it off
        var form = document.Forms.Single(form => form.Elements["version"] is not null);
        var inputs = form.Elements.OfType<IHtmlInputElement>().ToList();
        var hidden = inputs.Where(input => input.Type == "hidden").Select(input => KeyValuePair.Create(input.Name!, input.Value));
        var questions = inputs.Where(input => input.Type == "radio").Select(input => input.Name!).Distinct();
        return new(page, [.. hidden, .. questions.Select(name => KeyValuePair.Create(name, name == "first" ? "yes" : "often"))]);
    }

    private sealed record Form(Uri Address, IReadOnlyList<KeyValuePair<string, string>> Fields);
}
