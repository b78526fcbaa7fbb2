namespace Followup.Mailing;

public enum SendResult
{
    /// <summary>The provider has it and will say what became of it.</summary>
    Accepted,

    /// <summary>It was refused for good.</summary>
    Refused,

    /// <summary>It did not go out; later it may.</summary>
    TryLater,

    /// <summary>It may or may not have gone out: the connection broke, or nobody answered in time.</summary>
    Unsettled,
}

/// <param name="MessageId">The provider's id, when accepted.</param>
/// <param name="Reason">Why not, in words without personal data.</param>
public sealed record SendOutcome(SendResult Result, string? MessageId = null, string? Reason = null);
