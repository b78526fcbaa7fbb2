namespace Followup.LearningRecords;

/// <summary>What a learning record store did with statements.</summary>
public enum RecordResult
{
    Stored,

    /// <summary>The store could not take them now.</summary>
    TryLater,
    Refused,
}
