namespace Followup.Shared.Links;

/// <summary>Settings under <c>Links</c>.</summary>
public sealed class LinkOptions
{
    /// <summary>Where the pages are reached from a mail, without a slash at the end.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Which of <see cref="Keys"/> signs new links. Older keys stay in the list until their last link has expired.</summary>
    public string KeyId { get; set; } = "";

    /// <summary>Signing keys by id, base64 of at least 32 bytes.</summary>
    public IDictionary<string, string> Keys { get; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
