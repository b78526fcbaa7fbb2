using Followup.Shared.Http;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results.Reports;

/// <summary>
/// Reads wave and group from an address: <c>wave</c>, and one of <c>from</c> with <c>to</c> (months such as 2026-01), <c>department</c> and
/// <c>role</c>.
/// </summary>
public static class GroupFilterReader
{
    public static (string Wave, GroupFilter Filter, IReadOnlyList<FieldError> Errors) Read(IQueryCollection query, ProgramReport report)
    {
        List<FieldError> errors = [];
        var wave = Text(query, "wave") ?? report.MainWave;
        if (!report.Waves.Contains(wave)) errors.Add(new("wave", $"The program's waves are {string.Join(", ", report.Waves)}."));

        var months = Months(query, errors);
        // an empty name is one too: of people whose department or role HR did not give
        var filter = new GroupFilter(months, Given(query, "department"), Given(query, "role"));
        if (filter.Department is { } department && !report.Departments.Contains(department))
        {
            errors.Add(new("department", $"Nobody of '{department}' completed the program."));
        }
        if (filter.Role is { } role && !report.Roles.Contains(role))
        {
            errors.Add(new("role", $"Nobody with the role '{role}' completed the program."));
        }
        bool[] choices = [filter.Department is not null, filter.Role is not null, !months.IsAll];
        if (choices.Count(isChosen => isChosen) > 1)
        {
            errors.Add(new(
                "filter",
                "Choose months, a department or a role, not several at once: "
                + "groups would become so small that people could be recognized."));
        }
        return (wave, filter, errors);
    }

    /// <summary>The months of <c>from</c> and <c>to</c>.</summary>
    public static MonthRange Months(IQueryCollection query, List<FieldError> errors)
    {
        var months = new MonthRange(Month("from"), Month("to"));
        if (months is { From: { } from, To: { } to } && from > to) errors.Add(new("from", "This lies behind 'to'."));
        return months;

        YearMonth? Month(string name)
        {
            if (Text(query, name) is not { } text) return null;
            if (YearMonthPattern.Iso.Parse(text).TryGetValue(default, out var month)) return month;
            errors.Add(new(name, $"'{text}' is no ISO month, such as 2026-01."));
            return null;
        }
    }

    public static string? Text(IQueryCollection query, string name) => (string?)query[name] is { Length: > 0 } text ? text : null;

    /// <summary>
    /// As pages' forms send a department or a role: <c>*</c> is no choice, so that the empty name can be one.
    /// </summary>
    private static string? Given(IQueryCollection query, string name)
    {
        if (!query.ContainsKey(name)) return null;
        var text = (string?)query[name];
        return text == "*" ? null : text;
    }
}
