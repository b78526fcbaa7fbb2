namespace Followup.Results.Counts;

/// <summary>The smallest group that is counted: a department and a role, of one month of completion and one wave. Empty names: not given by HR.</summary>
public sealed record CountedCell(string Department, string Role, Tally Tally);

/// <summary>Something that was written about one behavior or one's help, without who wrote it.</summary>
public sealed record Comment(Shared.Keys.Audience Audience, CommentKind Kind, string Text)
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

/// <summary>A wave of a month: its cells, in order of department and role, and what was written.</summary>
/// <param name="Fingerprint">Another one whenever an answer is another: exports hold more than is counted.</param>
public sealed record WaveOfMonth(string Wave, IReadOnlyList<CountedCell> Cells, IReadOnlyList<Comment> Comments, string Fingerprint = "");

/// <summary>What the row of a month and wave holds.</summary>
/// <param name="Outcomes">Ids of the behaviors, in the order of the tallies.</param>
public sealed record StoredCells(IReadOnlyList<string> Outcomes, IReadOnlyList<CountedCell> Cells, string Fingerprint = "");

/// <summary>What was written in a month and wave, in a row of its own: pages that show no comments do not read them.</summary>
public sealed record StoredComments(IReadOnlyList<Comment> Comments);
