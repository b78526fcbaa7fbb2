namespace Microsoft.Azure.Functions.Worker;

public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether it runs later than its schedule says.</summary>
    public bool IsPastDue { get; set; }
}

/// <summary>Occurrences of the schedule, in UTC.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }
    public DateTime Next { get; set; }
    public DateTime LastUpdated { get; set; }
}
