using Followup.Shared.Branding;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace Followup.Shared.Hr;

/// <summary>Answers HR's requests with pages; who has not the role gets 401 with a way to sign in, or 403.</summary>
public sealed class HrPages(HrAccess access, Html html, Brand brand, HrStyle style)
{
    /// <param name="parameters">Of the page, made only for who may see it.</param>
    public async Task<IResult> ShowAsync<TPage>(HttpRequest request, Func<Task<IReadOnlyDictionary<string, object?>>> parameters, int status = StatusCodes.Status200OK)
        where TPage : IComponent =>
        access.Check(request).Status is var allowed and not StatusCodes.Status200OK
            ? await RefuseAsync(request, allowed)
            : await RenderAsync<TPage>(request, status, await parameters());

    public async Task<IResult> RefuseAsync(HttpRequest request, int status) =>
        await RenderAsync<RefusedPage>(request, status, new Dictionary<string, object?> { ["Status"] = status, ["IsSignInOn"] = access.IsSignInOn });

    public async Task<IResult> NotThereAsync(HttpRequest request, int status, string title, IReadOnlyList<FieldError> errors) =>
        await RenderAsync<NotTherePage>(request, status, new Dictionary<string, object?> { ["Title"] = title, ["Errors"] = errors });

    private async Task<IResult> RenderAsync<TPage>(HttpRequest request, int status, IReadOnlyDictionary<string, object?> parameters) where TPage : IComponent =>
        new HtmlPage(status, await html.RenderAsync<TPage>(new Dictionary<string, object?>(parameters) { ["View"] = new HrView(brand, style, request.Path) }), style.Hash);
}
