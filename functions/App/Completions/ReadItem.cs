using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>What a reader made of one item: a completion, an event to be taken back, or the field that is wrong and why.</summary>
/// <param name="Withdrawn">The id of an event that is to be taken back.</param>
public sealed record ReadItem(ReportedCompletion? Completion, FieldError? Error, string? Withdrawn = null)
{
    public static implicit operator ReadItem(ReportedCompletion completion) => new(completion, null);

    public static implicit operator ReadItem(FieldError error) => new(null, error);
}
