namespace Followup.LearningRecords;

/// <summary>
/// A learning record store (xAPI 1.0.3) that is told of follow-ups; there is none where <see cref="Endpoint"/> is not set.
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

    /// <summary>
    /// Whether statements say what was answered of each behavior, which is a person's answer under the learner's name: mails and pages then
    /// say so. Otherwise they say that the follow-up took place.
    /// </summary>
    public bool Outcomes { get; set; }

    public bool IsSet => Endpoint is { Length: > 0 };
}
