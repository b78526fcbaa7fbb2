using Microsoft.Extensions.DependencyInjection;

namespace Followup.Shared.Links;

public static class LinksServices
{
    /// <summary>Links that need no login.</summary>
    public static IServiceCollection AddLinks(this IServiceCollection services)
    {
        services.AddOptions<LinkOptions>().BindConfiguration("Links")
            .Validate(HasAbsoluteAddress, "The setting Links:BaseUrl is not an absolute address.")
            .Validate(links => links.Keys.ContainsKey(links.KeyId), "The setting Links:KeyId names none of the keys under Links:Keys.")
            .Validate(links => links.Keys.Values.All(IsLongEnough), "A key under Links:Keys is not base64 of at least 32 bytes.")
            .ValidateOnStart();
        return services.AddSingleton<LinkTokens>();
    }

    private static bool HasAbsoluteAddress(LinkOptions links) => Uri.TryCreate(links.BaseUrl, UriKind.Absolute, out _);

    private static bool IsLongEnough(string key)
    {
        var bytes = new byte[key.Length];
        return Convert.TryFromBase64String(key, bytes, out var length) && length >= 32;
    }
}
