namespace Followup.Results.Reports;

/// <summary>Counts that are told or hidden together, because they are about the same answers.</summary>
public enum Measure
{
    Learner,
    Manager,

    /// <summary>Answers of both about the same completion.</summary>
    Pairs,

    /// <summary>Answers of learners who had also answered on the day of completion.</summary>
    LearnerSince,

    /// <summary>Answers of managers who had also answered on the day of completion.</summary>
    ManagerSince,
}
