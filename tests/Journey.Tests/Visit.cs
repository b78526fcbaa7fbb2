using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Followup.Journey.Tests;

/// <summary>Somebody with a browser: how often they had to tap, and what the browser loaded for it.</summary>
public sealed class Visit
{
    private readonly ConcurrentQueue<IRequest> requests = [];
    private readonly Uri home;

    public Visit(IPage page, Uri home)
    {
        (Page, this.home) = (page, home);
        page.Request += (_, request) => requests.Enqueue(request);
    }

    public IPage Page { get; }

    public int Taps { get; private set; }

    public async Task OpenAsync(Mail mail)
    {
        await Page.SetContentAsync(mail.Html);
        await Page.BringToFrontAsync();
    }

    public async Task TapAsync(ILocator control)
    {
        await control.ClickAsync();
        Taps++;
    }

    /// <summary>Goes on with Tab until the keyboard is at the element of this selector.</summary>
    public async Task ReachAsync(string focused)
    {
        var target = Page.Locator(focused);
        for (var tries = 0; tries < 60 && await target.CountAsync() == 0; tries++)
        {
            await Page.Keyboard.PressAsync("Tab");
            // a page that has just come to the front may have the keyboard a moment later: another Tab would lead past
            for (var looks = 0; looks < 20 && await Page.Locator(":focus").CountAsync() == 0; looks++)
                await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        await Assertions.Expect(target).ToHaveCountAsync(1);
    }

    /// <summary>Nothing from another host, and each answer under 30 KB as it came over the wire.</summary>
    public async Task ShouldHaveBeenLightAsync()
    {
        Assert.NotEmpty(requests);
        foreach (var request in requests)
        {
            Assert.Equal(home.Authority, new Uri(request.Url).Authority);
            // a request that was refused or cut off has no answer
            if (await request.ResponseAsync() is not { } response) continue;
            await response.FinishedAsync();
            var sizes = await request.SizesAsync();
            Assert.InRange(sizes.ResponseHeadersSize + sizes.ResponseBodySize, 1, 30 * 1024);
        }
    }
}
