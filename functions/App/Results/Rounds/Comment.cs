using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

public enum CommentKind
{
    /// <summary>An example of the behavior.</summary>
    Example,

    /// <summary>What would help (learner), or what the manager will do to help.</summary>
    Help,
}

/// <summary>
/// What people wrote, as they wrote it, of those who became final between two moments: at least ten people, and of managers three. Its
/// order is drawn by lot, so it tells nothing of who wrote or when. Empty for good once somebody who took part was erased: see
/// <see cref="CommentStore"/>.
/// </summary>
/// <param name="Number">Of the wave's and audience's lists, from 1.</param>
/// <param name="From">Answers that became final after that take part ...</param>
/// <param name="Until">... up to that.</param>
public sealed record CommentRound(
    string Wave, Audience Audience, int Number, DateTimeOffset From, DateTimeOffset Until, IReadOnlyList<string> Examples,
    IReadOnlyList<string> Helps)
{
    public IReadOnlyList<string> Of(CommentKind kind) => kind == CommentKind.Example ? Examples : Helps;
}

/// <summary>An answer that was erased: when it became final, and nothing of whose it was.</summary>
public sealed record ErasedAnswer(string Wave, Audience Audience, DateTimeOffset FinalAt);
