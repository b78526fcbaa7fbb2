using System.Net;
using AngleSharp.Dom;
using Followup.Rows;
using Followup.Shared.Hr;
using Followup.Shared.Keys;

namespace Followup.Tests.Worklist;

public sealed class WorklistPageTests(SystemFixture fixture)
{
    private readonly CancellationToken ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_worklist_says_what_to_do_and_takes_a_dismissal_only_from_its_own_page()
    {
        var scene = await new Scene(fixture).WithProgramAsync();
        var invitation = await scene.AskAsync(Audience.Manager);
        var worklist = scene.Service<WorklistStore>();
        await worklist.AddAsync(WorklistKind.HasLeft, invitation.Followup, scene.PersonKeyOf("boss"), ct);
        var hr = Principal.Encode("someone", HrAccess.Role);

        using var page = await OpenAsync();
        Assert.Contains("says that Ada Lovelace has left.", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, await DismissAsync("cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, await DismissAsync(null));
        Assert.Equal(1, await WaitingAsync());

        Assert.Equal(HttpStatusCode.SeeOther, await DismissAsync("same-origin"));
        Assert.Equal(0, await WaitingAsync());

        Task<int> WaitingAsync() => worklist.AboutAsync(invitation.Followup.LearnerKey, ct).CountAsync(ct).AsTask();

        async Task<IDocument> OpenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("worklist", UriKind.Relative));
            request.Headers.Add(Principal.Header, hr);
            using var response = await fixture.Http.SendAsync(request, ct);
            return await RenderedPage.ParseAsync(await response.Content.ReadAsStringAsync(ct));
        }

        async Task<HttpStatusCode> DismissAsync(string? site)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("worklist", UriKind.Relative));
            request.Content = new FormUrlEncodedContent([KeyValuePair.Create("dismiss", $"{invitation.Followup.LearnerKey}-has-left")]);
            request.Headers.Add(Principal.Header, hr);
            if (site is not null) request.Headers.Add("Sec-Fetch-Site", site);
            using var response = await fixture.Http.SendAsync(request, ct);
            return response.StatusCode;
        }
    }
}
