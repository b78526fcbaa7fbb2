namespace Followup.LearningRecords;

/// <summary>
/// A learning record store (xAPI 1.0.3) that gets outcomes as statements; there is none where <see cref="Endpoint"/> is not set.
/// </summary>
public sealed class LrsOptions
{
    /// <summary>
    /// The store's xAPI address, such as https://lrs.example/xapi: statements are posted to <c>/statements</c> below it. It is https, or
    /// http on loopback.
    /// </summary>
    public string? Endpoint { get; set; }

    /// <summary>User and password of basic authentication; in Azure Key Vault references.</summary>
    public string Key { get; set; } = "";
    public string Secret { get; set; } = "";

    /// <summary>
    /// The system in which employee ids are accounts: the <c>homePage</c> of actors, the same as in the LMS's own statements.
    /// </summary>
    public string HomePage { get; set; } = "";

    public bool IsSet => Endpoint is { Length: > 0 };
}
