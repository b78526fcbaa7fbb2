using Followup.Followups;
using Followup.Invitations;
using Followup.Programs;
using Followup.Responses;
using Followup.Shared;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Results;

/// <summary>
/// The figures of one program and wave, computed from its rows: a read of its months, and of the days on which its invitations are due. That is right for
/// thousands of completions; for more, groups recomputed as answers come in are to replace it.
/// </summary>
public sealed class ProgramResults(ProgramStore programs, ProgramRows rows, Tables tables)
{
    /// <summary>The figures of a wave (<c>wave</c>: one of the program's; the first after day 0 unless given).</summary>
    [Function("program-results")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}/results")] HttpRequest request, string id, CancellationToken ct)
    {
        if (await programs.FindAsync(id, ct) is not { Definition: var program }) return Problems.NotFound($"There is no program '{id}'.");
        var wave = (string?)request.Query["wave"] ?? program.Waves.FirstOrDefault(wave => wave != "P0D") ?? program.Waves[0];
        if (!program.Waves.Contains(wave))
            return Problems.BadRequest("There are no such results.", new FieldError("wave", $"The program's waves are {string.Join(", ", program.Waves)}."));

        var followups = await rows.FollowupsAsync(id, ct).ToListAsync(ct);
        Dictionary<Audience, List<Answers>> answers = new() { [Audience.Learner] = [], [Audience.Manager] = [] };
        await foreach (var row in rows.ResponsesAsync(id, null, null, ct))
            if (row.Wave == wave) answers[row.Audience].Add(row.Answers());
        var invitations = await InvitationsAsync(id, wave, followups, ct);
        var figures = ProgramFigures.Of(program, answers[Audience.Learner], answers[Audience.Manager]);
        Funnel FunnelOf(Audience audience) => Funnel.Of(followups.Count, invitations.FindAll(row => row.Mailing.Audience == audience));
        return TypedResults.Json(
            new
            {
                program = id,
                program.Title,
                wave,
                funnel = new { learner = FunnelOf(Audience.Learner), manager = FunnelOf(Audience.Manager) },
                figures.Headline,
                figures.Outcomes,
            }, Wire.Json);
    }

    private async Task<List<InvitationRow>> InvitationsAsync(string programId, string wave, List<FollowupRow> followups, CancellationToken ct)
    {
        List<InvitationRow> invitations = [];
        foreach (var day in followups.SelectMany(row => row.Planned()).Where(planned => planned.Wave == wave).Select(planned => planned.Key.Partition).Distinct())
            await foreach (var row in tables.Invitations.RangeAsync<InvitationRow>(day, "", ct))
                if (row.ProgramId == programId && row.Wave == wave) invitations.Add(row);
        return invitations;
    }
}
