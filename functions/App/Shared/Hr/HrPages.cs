using Followup.Shared.Branding;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Followup.Shared.Hr;

/// <summary>Answers HR's requests with pages. People without the role get 401 with a way to sign in, or 403.</summary>
public sealed class HrPages(HrAccess access, Html html, Brand brand, HrStyle style)
{
    /// <param name="parameters">Makes the page's parameters; called only where the reader may see the page.</param>
    public async Task<IResult> ShowAsync<TPage>(
        HttpRequest request, Func<Task<IReadOnlyDictionary<string, object?>>> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        var allowed = access.Check(request).Status;
        return allowed == StatusCodes.Status200OK
            ? await RenderAsync<TPage>(request, await parameters(), status)
            : await RefuseAsync(request, allowed);
    }

    /// <param name="role">The one that is asked for.</param>
    public async Task<IResult> RefuseAsync(HttpRequest request, int status, string role = HrAccess.Role)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(RefusedPage.Status)] = status,
            [nameof(RefusedPage.Role)] = role,
            [nameof(RefusedPage.IsSignInOn)] = access.IsSignInOn,
        };
        return await RenderAsync<RefusedPage>(request, parameters, status);
    }

    public async Task<IResult> NotThereAsync(HttpRequest request, int status, string title, IReadOnlyList<FieldError> errors)
    {
        var parameters = new Dictionary<string, object?>
        {
            [nameof(NotTherePage.Title)] = title,
            [nameof(NotTherePage.Errors)] = errors,
        };
        return await RenderAsync<NotTherePage>(request, parameters, status);
    }

    public Task<IResult> NoProgramAsync(HttpRequest request, string programId) =>
        NotThereAsync(request, StatusCodes.Status404NotFound, $"There is no program “{programId}”", []);

    /// <summary>For whoever has looked already whether the reader may see the page.</summary>
    public async Task<IResult> RenderAsync<TPage>(
        HttpRequest request, IReadOnlyDictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent
    {
        // every page of HR has a parameter of this name and type
        var all = new Dictionary<string, object?>(parameters)
        {
            [nameof(RefusedPage.View)] = new HrView(brand, style, request.Path),
        };
        return new HtmlPage(status, await html.RenderAsync<TPage>(all), style.Hash);
    }
}
