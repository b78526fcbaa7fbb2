using System.Globalization;
using Followup.Programs;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace Followup.Results.Reports;

/// <summary>
/// Reads what to look at from an address: <c>wave</c>; <c>from</c> and <c>to</c> (days such as 2026-11-30: rounds of that day and between);
/// and <c>department</c>, <c>role</c> or <c>others</c>.
/// </summary>
public static class GroupFilterReader
{
    public static (GroupFilter Filter, IReadOnlyList<FieldError> Errors) Read(IQueryCollection query, ProgramReport report)
    {
        List<FieldError> errors = [];
        var wave = Text(query, "wave") ?? report.MainWave;
        if (!report.Waves.Contains(wave)) errors.Add(new("wave", $"The program's waves are {string.Join(", ", report.Waves)}."));
        var (from, to) = Days(query, errors);
        var filter = new GroupFilter(wave, from, to);
        List<GroupFilter> groups = [];
        // an empty name is one too: of people whose department or role HR did not give
        if (Given(query, "department") is { } department) groups.Add(filter with { Kind = GroupKind.Department, Name = department });
        if (Given(query, "role") is { } role) groups.Add(filter with { Kind = GroupKind.Role, Name = role });
        if (Given(query, "others") is not null) groups.Add(filter with { Kind = GroupKind.Others });
        if (groups.Count > 1) errors.Add(new("filter", "Choose one group: people are counted in one, and never split in two ways."));
        if (groups.Count == 1 && FaultOf(groups[0], report) is { } fault) errors.Add(fault);
        return (groups.Count == 1 ? groups[0] : filter, errors);
    }

    /// <summary>The days of <c>from</c> and <c>to</c>.</summary>
    public static (DateOnly? From, DateOnly? To) Days(IQueryCollection query, List<FieldError> errors)
    {
        var (from, to) = (Day("from"), Day("to"));
        if (from > to) errors.Add(new("from", "This lies behind 'to'."));
        return (from, to);

        DateOnly? Day(string name)
        {
            if (Text(query, name) is not { } text) return null;
            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
            errors.Add(new(name, $"'{text}' is no ISO day, such as 2026-11-30."));
            return null;
        }
    }

    public static string? Text(IQueryCollection query, string name) => (string?)query[name] is { Length: > 0 } text ? text : null;

    private static FieldError? FaultOf(GroupFilter group, ProgramReport report)
    {
        if (report.Groups(group.Wave).Any(known => known.Kind == group.Kind && known.Name == group.Name)) return null;
        var field = group.Kind == GroupKind.Department ? "department" : "role";
        if (group.Kind == GroupKind.Others) return new("others", "Nobody is counted with others here.");
        var groupedBy = report.Program.Definition.GroupedBy;
        return groupedBy == (group.Kind == GroupKind.Department ? Grouping.Department : Grouping.Role)
            ? new(field, $"Nobody of '{group.Name}' completed the program.")
            : new(field, $"The program is grouped by {groupedBy.ToString().ToLowerInvariant()}, and never in a second way.");
    }

    /// <summary>As pages' forms send a group: <c>*</c> is no choice, so that the empty name can be one.</summary>
    private static string? Given(IQueryCollection query, string name)
    {
        if (!query.ContainsKey(name)) return null;
        var text = (string?)query[name];
        return text == "*" ? null : text;
    }
}
