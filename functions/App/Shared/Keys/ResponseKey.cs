namespace Followup.Shared.Keys;

/// <summary>
/// The answers of one audience in one wave: in the partition of the follow-up, and next to it in order. Row:
/// <see cref="FollowupKey.ResponseRow"/>.
/// </summary>
public sealed record ResponseKey(FollowupKey Followup, string Wave, Audience Audience)
{
    /// <exception cref="FormatException">They are no keys of a response.</exception>
    public static ResponseKey Parse(string partition, string row) =>
        row.Split('|') is [var learner, var day, var wave, var audience] && AudienceKey.TryParse(audience) is { } known
            ? new(FollowupKey.Of(partition, learner, day), wave, known)
            : throw new FormatException($"'{partition}' and '{row}' are no keys of a response.");
}
