using Followup.Results.Reports;
using Followup.Shared.Http;
using Microsoft.AspNetCore.Http;

namespace Followup.Results.Exports;

/// <summary>What is taken away: of one program or all, of completions from and to a month (both included), of one wave or all.</summary>
public sealed record ExportFilter(string? Program = null, string? From = null, string? To = null, string? Wave = null)
{
    public static readonly ExportFilter All = new();

    public GroupFilter Months => new(From, To);

    public static (ExportFilter Filter, List<FieldError> Errors) Read(IQueryCollection query)
    {
        List<FieldError> errors = [];
        var (from, to) = GroupFilterReader.Months(query, errors);
        return (new(GroupFilterReader.Text(query, "program"), from, to, GroupFilterReader.Text(query, "wave")), errors);
    }
}
