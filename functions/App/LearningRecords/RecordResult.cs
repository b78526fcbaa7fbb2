namespace Followup.LearningRecords;

public enum RecordResult
{
    Stored,
    TryLater,
    Refused,
}
