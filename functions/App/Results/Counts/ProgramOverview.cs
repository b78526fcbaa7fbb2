namespace Followup.Results.Counts;

/// <summary>The months alone: all that the page of all programs reads.</summary>
public sealed record ProgramOverview(ProgramMargins Margins)
{
    public static ProgramOverview Of(ProgramMargins margins)
    {
        var months = margins.Waves.Select(wave => wave with { Departments = [], Roles = [] });
        return new(margins with { Waves = [.. months] });
    }
}
