namespace Followup.Results.Counts;

/// <summary>
/// What people wrote in a month and wave, in a row of its own: pages that show no comments do not read them.
/// </summary>
public sealed record StoredComments(IReadOnlyList<Comment> Comments);
