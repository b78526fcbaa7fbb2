namespace Followup.Rows;

/// <summary>
/// The group in which an answer is counted, of one partition for good: fixed when somebody is asked, and blind to what is answered.
/// </summary>
public enum CountsIn
{
    /// <summary>The learner's department at the completion.</summary>
    Department,

    /// <summary>The learner's role at the completion.</summary>
    Role,

    /// <summary>The program is not grouped: all together.</summary>
    Everybody,

    /// <summary>
    /// Few people were planned for the program and wave by the day of asking: they are counted with others from the start.
    /// </summary>
    Others,
}
