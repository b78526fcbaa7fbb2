namespace Followup.Results.Reports;

/// <summary>What to look at: of everybody or one group, all rounds or those of some days.</summary>
/// <param name="From">A round day, that one included; null from the first.</param>
/// <param name="To">A round day, that one included; null up to the last.</param>
/// <param name="Kind">All, Department, Role or Others.</param>
public sealed record GroupFilter(string Wave, DateOnly? From = null, DateOnly? To = null, GroupKind Kind = GroupKind.All, string Name = "")
{
    public bool IsOfSomeDays => From is not null || To is not null;

    public bool Contains(DateOnly day) => (From is not { } from || day >= from) && (To is not { } to || day <= to);
}
