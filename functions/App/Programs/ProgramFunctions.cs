using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Programs;

public sealed class ProgramFunctions(
    ProgramStore programs, ProgramHistory history, WaitingFollowups waiting, AliasUses aliases, ChangedMonths months)
{
    private const string NotSaved = "The program was not saved.";

    /// <summary>
    /// Declares a program or a new wording of it: 201 with version 1, 200 with the version in force, or 400 with all that is wrong. What
    /// is not wrong but asks badly, will not be found, or begins a new series of figures, comes back as <c>warnings</c>; of a program that
    /// was there before, <c>waiting</c> says what happens to the follow-ups that wait. With <c>?replan=true</c> they are moved to the waves
    /// in force.
    /// </summary>
    [Function("program-put")]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/programs/{id}")] HttpRequest request, string id)
    {
        var ct = request.HttpContext.RequestAborted;
        if (!Slug.Pattern().IsMatch(id))
        {
            var reason = $"'{id}' is no id: use 1 to 63 lower-case letters, digits and hyphens, starting with a letter or digit.";
            return Problems.BadRequest(NotSaved, new FieldError("id", reason));
        }
        var replan = (string?)request.Query["replan"];
        if (replan is not (null or "true" or "false"))
            return Problems.BadRequest(NotSaved, new FieldError("replan", $"'{replan}' is neither true nor false."));
        var (json, fault) = await request.ReadJsonAsync(ct);
        if (fault is not null) return Problems.BadRequest(NotSaved, fault);
        using var body = json!;
        var (program, errors) = ProgramReader.Read(body.RootElement);
        if (program is null) return Problems.BadRequest(NotSaved, [.. errors]);
        if (ProgramStore.IsTooLong(program))
        {
            var reason = $"The program is longer than {ProgramStore.LongestDefinition} characters in all; shorten its texts.";
            return Problems.BadRequest(NotSaved, new FieldError("$", reason));
        }
        if (await NameFaultAsync(id, program, ct) is { } nameFault) return Problems.BadRequest(NotSaved, nameFault);
        return await SaveAsync(id, program, isReplanned: replan == "true", ct);
    }

    /// <summary>
    /// Retires a program: nobody is asked any more, completions are kept, and its history stays. 200, once more too; 404 for none.
    /// </summary>
    [Function("program-delete")]
    public async Task<IResult> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/programs/{id}")] HttpRequest request, string id)
    {
        var ct = request.HttpContext.RequestAborted;
        return await programs.FindAsync(id, ct) is { } program
            ? await SaveAsync(id, program.Definition with { Status = ProgramStatus.Retired }, isReplanned: false, ct)
            : NotThere(id);
    }

    [Function("program-get")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}")] HttpRequest request, string id) =>
        await programs.FindAsync(id, request.HttpContext.RequestAborted) is { } program ? Ok(View(program)) : NotThere(id);

    [Function("programs-get")]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs")] HttpRequest request)
    {
        var all = await programs.AllAsync(request.HttpContext.RequestAborted);
        return Ok(all.Select(program => View(program)));
    }

    private async Task<IResult> SaveAsync(string id, ProgramDefinition program, bool isReplanned, CancellationToken ct)
    {
        var (stored, isChanged, earlier, faults) = await programs.SaveAsync(
            id, program, (earlier, token) => history.FaultsAsync(id, program, earlier, token), ct);
        if (stored is not { } saved) return Problems.BadRequest(NotSaved, [.. faults]);
        if (isChanged) await months.RequestCountsAsync(id, from: null, ct);
        if (isChanged && saved.Version == 1) return TypedResults.Json(View(saved), Wire.Json, statusCode: StatusCodes.Status201Created);

        var changes = isChanged ? await history.WarningsAsync(saved, earlier, ct) : [];
        var view = View(saved, [.. changes, .. await aliases.WarningsAsync(id, program, ct)]);
        view["waiting"] = await waiting.TellAsync(saved, isReplanned, ct);
        return Ok(view);
    }

    /// <summary>A name that means another program already.</summary>
    private async Task<FieldError?> NameFaultAsync(string id, ProgramDefinition program, CancellationToken ct)
    {
        var all = await programs.AllAsync(ct);
        var others = new ProgramDirectory(all.Where(other => other.Id != id));
        if (others.Find(id) is { } named) return new("id", Taken(id, named));
        foreach (var (i, alias) in program.Aliases.Index())
        {
            if (others.Find(alias) is { } other) return new($"aliases[{i}]", Taken(alias, other));
        }
        return null;
    }

    private static string Taken(string name, StoredProgram other) =>
        $"The program '{other.Id}' has the name '{name}' already, and a completion must mean one program; take it away there, or here.";

    private static IResult Ok<T>(T value) => TypedResults.Json(value, Wire.Json);

    private static IResult NotThere(string id) => Problems.NotFound($"There is no program '{id}'.");

    private static Dictionary<string, object> View(StoredProgram program, IReadOnlyList<FieldError>? warnings = null)
    {
        var view = new Dictionary<string, object>
        {
            ["id"] = program.Id,
            ["version"] = program.Version,
            ["completionDataOnly"] = program.Definition.IsCompletionDataOnly,
            ["warnings"] = (FieldError[])[.. ProgramLint.Warnings(program.Definition), .. warnings ?? []],
        };
        var definition = JsonSerializer.SerializeToElement(program.Definition, Wire.Json);
        foreach (var member in definition.EnumerateObject()) view[member.Name] = member.Value;
        view["status"] = program.Definition.Status;
        view["repeatAfter"] = program.Definition.RepeatAfter ?? ProgramDefinition.DefaultRepeatAfter;
        view["groupedBy"] = program.Definition.GroupedBy;
        view["agreement"] = program.Definition.Agreement;
        view["atLeastHalf"] = program.Definition.AtLeastHalf;
        view["fewestHeard"] = program.Definition.LeastResponseRate;
        return view;
    }
}
