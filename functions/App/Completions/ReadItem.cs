using Followup.Shared.Http;

namespace Followup.Completions;

/// <summary>What a reader made of one item: a completion, or the field that is wrong and why.</summary>
public sealed record ReadItem(ReportedCompletion? Completion, FieldError? Error)
{
    public static implicit operator ReadItem(ReportedCompletion completion) => new(completion, null);

    public static implicit operator ReadItem(FieldError error) => new(null, error);
}
