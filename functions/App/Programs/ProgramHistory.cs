using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using NodaTime.Extensions;

namespace Followup.Programs;

/// <summary>
/// Answers keep the wording and the target that they were given under, so a new statement needs an id of its own as soon as anybody
/// completed the program. Before that nobody was asked, and a draft may be mended. What counts is the last wording that had the id, also
/// where it was dropped meanwhile. Translations say the same in other words, and may change.
/// </summary>
/// <remarks>
/// The look for completions and the saving are two calls: a first completion that comes in between costs nothing, because nobody can have
/// answered the draft by then; whoever is asked about it is asked in the new wording.
/// </remarks>
public sealed class ProgramHistory(ProgramRows rows)
{
    /// <summary>What is refused of it after these wordings.</summary>
    /// <param name="earlier">All there ever were, in order.</param>
    public async Task<IReadOnlyList<FieldError>> FaultsAsync(
        string programId, ProgramDefinition program, IReadOnlyList<StoredProgram> earlier, CancellationToken ct)
    {
        FieldError[] faults = [.. Faults(program, earlier)];
        return faults.Length > 0 && await WasCompletedAsync(programId, ct) ? faults : [];
    }

    /// <summary>What a change means for figures that there are, or may be.</summary>
    /// <param name="saved">The wording in force now.</param>
    /// <param name="earlier">All before it, in order.</param>
    public async Task<IReadOnlyList<FieldError>> WarningsAsync(
        StoredProgram saved, IReadOnlyList<StoredProgram> earlier, CancellationToken ct)
    {
        FieldError[] warnings = [.. Warnings(saved, earlier)];
        return warnings.Length > 0 && await WasCompletedAsync(saved.Id, ct) ? warnings : [];
    }

    private static IEnumerable<FieldError> Faults(ProgramDefinition program, IReadOnlyList<StoredProgram> earlier)
    {
        foreach (var (i, outcome) in program.Outcomes.Index())
        {
            if (LastOf(outcome.Id, earlier) is not var (asked, version)) continue;
            if (ProgramWording.IsSame(asked.Statement, outcome.Statement)) continue;
            yield return new(
                $"outcomes[{i}].statement",
                $"'{outcome.Statement}' is not what '{outcome.Id}' was asked as: '{asked.Statement}' (version {version}). "
                + "Somebody completed the program, and answers to one wording must not count for another: "
                + "give the new wording an id of its own.");
        }
    }

    private static IEnumerable<FieldError> Warnings(StoredProgram saved, IReadOnlyList<StoredProgram> earlier)
    {
        var (program, on) = (saved.Definition, saved.SavedAt is { } at ? LocalDateText.Iso(at.ToInstant().InUtc().Date) : "that day");
        foreach (var (i, outcome) in program.Outcomes.Index())
        {
            if (LastOf(outcome.Id, earlier) is not var (asked, _) || asked.TargetFrequency == outcome.TargetFrequency) continue;
            yield return new(
                $"outcomes[{i}].targetFrequency",
                $"From '{Wire.NameOf(asked.TargetFrequency)}' to '{Wire.NameOf(outcome.TargetFrequency)}': figures of before and after are "
                + $"shown as two series, \"target changed on {on}\", and those of before are never recounted.");
        }
        if (earlier is [.., { Definition.GroupedBy: var before }] && before != program.GroupedBy)
        {
            yield return new(
                "groupedBy",
                $"From '{Wire.NameOf(before)}' to '{Wire.NameOf(program.GroupedBy)}': this holds for answers that are asked for from now "
                + "on; those of before stay in the groups they are in.");
        }
    }

    private static (Outcome Outcome, int Version)? LastOf(string id, IReadOnlyList<StoredProgram> earlier)
    {
        foreach (var program in earlier.Reverse())
        {
            if (program.Definition.Outcomes.FirstOrDefault(outcome => outcome.Id == id) is { } outcome) return (outcome, program.Version);
        }
        return null;
    }

    private async Task<bool> WasCompletedAsync(string programId, CancellationToken ct) =>
        await rows.MonthsAsync(programId, ct).AnyAsync(ct);
}
