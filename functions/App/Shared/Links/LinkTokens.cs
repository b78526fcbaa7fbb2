using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.Extensions.Options;

namespace Followup.Shared.Links;

/// <summary>
/// Links that need no login: <c>{keyId}.{base64url(content|expiry)}.{base64url(HMAC-SHA256 over both)}</c>. They hold keys, no personal
/// data. Whether a token has expired is for the page to say; a token that is not ours, or was cut or changed, does not read at all.
/// </summary>
public sealed class LinkTokens(IOptions<LinkOptions> options)
{
    private const string Preview = "preview";

    public Uri LinkTo(MailingKey mailing, DateTimeOffset expires) => At("s", Sign(mailing, expires));

    /// <summary>Where the recipient stops such mails: it works for as long as the key is kept, whatever has closed.</summary>
    public Uri StopLinkTo(MailingKey mailing, DateTimeOffset expires) => At("unsubscribe", Sign(mailing, expires));

    public Uri PreviewLinkTo(string programId, Audience audience, Language language, DateTimeOffset expires) =>
        At(Preview, Sign($"{Preview}|{programId}|{audience.ToKey()}|{language.Tag}", expires));

    public string Sign(MailingKey mailing, DateTimeOffset expires) => Sign(mailing.ToString(), expires);

    public LinkToken? Read(string token)
    {
        if (Verified(token) is not var (content, expires)) return null;
        return MailingKey.TryParse(content) is { } mailing ? new(mailing, expires) : null;
    }

    public PreviewToken? ReadPreview(string token)
    {
        if (Verified(token) is not var (content, expires)) return null;
        if (content.Split('|') is not [Preview, var program, var audienceKey, var language]) return null;
        return AudienceKey.TryParse(audienceKey) is { } audience ? new(program, audience, language, expires) : null;
    }

    private Uri At(string path, string token) => new($"{options.Value.BaseUrl.TrimEnd('/')}/{path}/{token}");

    private string Sign(string content, DateTimeOffset expires)
    {
        var keyId = options.Value.KeyId;
        var payload = Encoding.UTF8.GetBytes($"{content}|{expires.ToUnixTimeSeconds()}");
        var signed = $"{keyId}.{Base64Url.EncodeToString(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(Mac(keyId, signed)!)}";
    }

    private (string Content, DateTimeOffset Expires)? Verified(string token)
    {
        if (token.Split('.') is not [var keyId, var payload, var mac]) return null;
        if (!Base64Url.IsValid(payload) || !Base64Url.IsValid(mac)) return null;
        if (Mac(keyId, $"{keyId}.{payload}") is not { } expected) return null;
        if (!CryptographicOperations.FixedTimeEquals(expected, Base64Url.DecodeFromChars(mac))) return null;

        var text = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(payload));
        var cut = text.LastIndexOf('|');
        var expires = long.Parse(text[(cut + 1)..], CultureInfo.InvariantCulture);
        return (text[..cut], DateTimeOffset.FromUnixTimeSeconds(expires));
    }

    private byte[]? Mac(string keyId, string signed) => options.Value.Keys.TryGetValue(keyId, out var key)
        ? HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(signed))
        : null;
}
