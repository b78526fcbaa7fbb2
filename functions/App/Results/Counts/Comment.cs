using Followup.Shared.Keys;

namespace Followup.Results.Counts;

/// <summary>Words that one person wrote about a behavior or about help, without who wrote them.</summary>
public sealed record Comment(Audience Audience, CommentKind Kind, string Text)
{
    /// <summary>Comments are shown from so many answers on.</summary>
    public const int FewestAnswers = 10;
}

public enum CommentKind
{
    /// <summary>An example of the behavior.</summary>
    Example,

    /// <summary>What would help (learner), or what the manager will do to help.</summary>
    Help,
}
