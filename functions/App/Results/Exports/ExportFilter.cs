using Followup.Results.Reports;
using Followup.Shared.Http;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace Followup.Results.Exports;

/// <summary>What is taken away: of one program or all, of completions of some months, of one wave or all.</summary>
public sealed record ExportFilter(string? Program = null, MonthRange Months = default, string? Wave = null)
{
    public static readonly ExportFilter All = new();

    /// <summary>Tells filters apart in the version of a file: it must not change with the code.</summary>
    public string VersionText =>
        string.Join('|', Program, MonthText(Months.From), MonthText(Months.To), Wave);

    public static (ExportFilter Filter, List<FieldError> Errors) Read(IQueryCollection query)
    {
        List<FieldError> errors = [];
        var program = GroupFilterReader.Text(query, "program");
        var months = GroupFilterReader.Months(query, errors);
        var wave = GroupFilterReader.Text(query, "wave");
        return (new(program, months, wave), errors);
    }

    private static string MonthText(YearMonth? month) => month is { } known ? YearMonthPattern.Iso.Format(known) : "";
}
