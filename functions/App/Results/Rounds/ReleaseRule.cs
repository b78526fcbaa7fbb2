namespace Followup.Results.Rounds;

/// <summary>
/// What may be told of answers, and when: rounds in which three wait. Nobody who knows all that was ever told, who was asked and who
/// answered, and what any two people answered, can conclude what somebody else did. The proof is in decision 0033; it needs each of: three
/// who wait, of three different people; one partition; decisions that look neither at answers nor at who waits; that an erased answer that
/// waits keeps its place; and that nobody who answers again meets an own answer that waits.
/// </summary>
public static class ReleaseRule
{
    /// <summary>So many people are new in the first round of a stream, at least.</summary>
    public const int First = 8;

    /// <summary>So many people are new in each later round, at least.</summary>
    public const int New = 5;

    /// <summary>So many answers, of as many people, wait after each round.</summary>
    public const int Waiting = 3;

    /// <summary>What managers observed comes from so many managers in each round, at least, and none gave more than half of it.</summary>
    public const int FewestManagers = 3;

    /// <summary>
    /// A later round in which somebody may answer for a second time goes on with those who wait only where so many different people are
    /// new: one who answers again, two who wait beside, two who put together what they know, and one more. With fewer, two managers could
    /// tell a third's answer after three rounds (SeveralAnswersTests has them).
    /// </summary>
    public const int FewestToGoOn = 6;

    /// <summary>A group that had no round moves to the others where its oldest answer has been final for longer than this.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(180);

    /// <summary>Words are shown from a round on in which so many people are new.</summary>
    public const int FirstOfComments = 10;
}
