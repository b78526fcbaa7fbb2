using System.Globalization;
using Followup.Results.Reports;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace Followup.Results.Exports;

/// <summary>What is taken away: of one program or all, of the rounds of some days, of one wave or all.</summary>
public sealed record ExportFilter(string? Program = null, DateOnly? From = null, DateOnly? To = null, string? Wave = null)
{
    public static readonly ExportFilter All = new();

    public bool IsOfSomeDays => From is not null || To is not null;

    /// <summary>Tells filters apart in the version of a file: it must not change with the code.</summary>
    public string VersionText => string.Join('|', Program, Text(From), Text(To), Wave);

    public static (ExportFilter Filter, List<FieldError> Errors) Read(IQueryCollection query)
    {
        List<FieldError> errors = [];
        var program = GroupFilterReader.Text(query, "program");
        var (from, to) = GroupFilterReader.Days(query, errors);
        var wave = GroupFilterReader.Text(query, "wave");
        return (new(program, from, to, wave), errors);
    }

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
