using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>The next round of what people wrote in a wave, as its answers are read.</summary>
internal sealed class CommentDraw(
    string wave, Audience audience, int number, DateTimeOffset from, DateTimeOffset cutoff, Lot lot)
{
    /// <summary>Of each list so many are kept, drawn by lot: nobody reads more, and a row holds no more.</summary>
    public const int Most = 40;

    private readonly HashSet<string> learners = [], people = [];
    private readonly SortedList<string, string> examples = new(StringComparer.Ordinal), helps = new(StringComparer.Ordinal);

    public void Take(ScannedAnswer answer)
    {
        if (answer.FinalAt <= from || answer.FinalAt > cutoff) return;
        // more than it takes are not kept
        if (learners.Count < ReleaseRule.FirstOfComments) learners.Add(answer.Response.Followup.LearnerKey);
        if (people.Count < ReleaseRule.FewestManagers) people.Add(answer.Person);
        Add(examples, answer.Answers.Example, $"{answer.Key} example");
        Add(helps, answer.Answers.Help, $"{answer.Key} help");
    }

    /// <summary>Null where too few people are new.</summary>
    public CommentRound? Hold()
    {
        if (learners.Count < ReleaseRule.FirstOfComments) return null;
        if (audience == Audience.Manager && people.Count < ReleaseRule.FewestManagers) return null;
        return new(wave, audience, number, from, cutoff, [.. examples.Values], [.. helps.Values]);
    }

    private void Add(SortedList<string, string> texts, string? text, string key)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        texts.Add(lot.Of("comment", key), text.Trim());
        if (texts.Count > Most) texts.RemoveAt(Most);
    }
}
