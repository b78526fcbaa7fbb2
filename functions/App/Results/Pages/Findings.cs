using Followup.Results.Figures;
using Followup.Results.Reports;

namespace Followup.Results.Pages;

/// <summary>What a page says first: never without of how many, and of how many asked.</summary>
public static class Findings
{
    /// <summary>"Clearly" is said in error of any program in at most 25 of 1,000 organizations: one-sided, as the intervals are.</summary>
    private const double Alpha = 0.025;

    /// <param name="figures">Of a group; of all rounds or of some days.</param>
    /// <param name="whole">Of the same group, of all rounds: whether enough were heard.</param>
    public static string Of(ProgramReport report, GroupFigures figures, GroupFigures whole)
    {
        if (report.Program.Definition.IsCompletionDataOnly && whole is { Manager: null, Learner: null })
            return "Completion data only: nobody is asked, and nothing is claimed";
        if (report.IsNeverTold) return "Asked on the day of completion only, which is told beside a later answer, and there is none";
        if (figures.Manager is not { } managers) return $"What managers saw: {Phrases.Why(figures.WhyNoManagers!)}";
        if (whole.Manager is { } heard && !report.IsHeard(heard)) return TooFewHeard(heard);

        var (mean, known) = (figures.Headline.Observed.Mean, figures.Headline.Observed.N ?? 0);
        var counted = Phrases.Count(managers.Counted);
        var asked = managers is { Asked: { } all, People: { } people }
            ? $" ({Phrases.Count(all)} asked; {Phrases.Count(people)} managers answered)"
            : "";
        if (mean is not { } share) return $"Of {counted} counted{asked}, too few managers could tell";
        var of = known == managers.Counted ? $"Of {counted} counted" : $"Of {Phrases.Count(known)} who could tell among {counted} counted";
        return $"{of}{asked}, managers saw on average {Phrases.Percent(share)} of the behaviors at target";
    }

    /// <param name="programs">Those whose people are asked.</param>
    public static string OfAll(IReadOnlyList<(ProgramReport Report, GroupFigures Figures)> programs)
    {
        var told = programs.Where(program => program.Figures.Headline.Observed.Mean is not null).ToList();
        if (told is [var (report, figures)])
        {
            var finding = Of(report, figures, figures);
            return $"{report.Program.Definition.Title}: {char.ToLowerInvariant(finding[0])}{finding[1..]}";
        }
        if (told.Count == 0) return "Not enough managers were heard about any program yet";
        var heard = told.Where(program => program.Report.IsHeard(program.Figures.Manager)).ToList();
        if (heard.Count == 0) return $"Too few were heard to say in any of {Phrases.Programs(told.Count)}";

        var clear = Holm.Rejected([.. heard.Select(program => program.Figures.Headline.Observed.PAboveHalf!.Value)], Alpha);
        var others = told.Count - heard.Count;
        return
            $"Managers clearly saw more than half of the behaviors at target in {clear.Count(isClear => isClear)} "
            + $"of {Phrases.Programs(heard.Count)}{(others == 0 ? "" : $"; in {Phrases.InWords(others)} more too few were heard to say")}";
    }

    private static string TooFewHeard(AudienceFigures managers)
    {
        var heard = Phrases.Count(managers.Counted + managers.Waiting);
        return $"Too few were heard to say: {heard} of {Phrases.Count(managers.Asked ?? 0)} questions to managers were answered";
    }
}
