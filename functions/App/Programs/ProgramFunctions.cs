using System.Text.Json;
using Followup.Rows;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Programs;

public sealed class ProgramFunctions(ProgramStore programs, ChangedMonths months)
{
    private const string NotSaved = "The program was not saved.";

    /// <summary>
    /// Declares a program or a new wording of it: 201 with version 1, 200 with the version in force, or 400 with all that is wrong. What
    /// is not wrong but asks badly comes back as <c>warnings</c>.
    /// </summary>
    [Function("program-put")]
    public async Task<IResult> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "api/programs/{id}")] HttpRequest request, string id)
    {
        var ct = request.HttpContext.RequestAborted;
        if (!ProgramReader.Slug().IsMatch(id))
        {
            const string Reason = "Use 1 to 63 lower-case letters, digits and hyphens, starting with a letter or digit.";
            return Problems.BadRequest(NotSaved, new FieldError("id", Reason));
        }
        var (json, fault) = await request.ReadJsonAsync(ct);
        if (fault is not null) return Problems.BadRequest(NotSaved, fault);
        using var body = json!;
        var (program, errors) = ProgramReader.Read(body.RootElement);
        if (program is null) return Problems.BadRequest(NotSaved, [.. errors]);
        if (ProgramStore.IsTooLong(program))
        {
            var reason = $"The program is longer than {ProgramStore.LongestDefinition} characters in all.";
            return Problems.BadRequest(NotSaved, new FieldError("$", reason));
        }
        if (await AliasFaultAsync(id, program, ct) is { } aliasFault) return Problems.BadRequest(NotSaved, aliasFault);

        var (saved, isChanged) = await programs.SaveAsync(id, program, ct);
        if (isChanged) await months.RequestCountsAsync(id, from: null, ct);
        var isNew = isChanged && saved.Version == 1;
        return isNew ? TypedResults.Json(View(saved), Wire.Json, statusCode: StatusCodes.Status201Created) : Ok(View(saved));
    }

    [Function("program-get")]
    public async Task<IResult> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs/{id}")] HttpRequest request, string id) =>
        await programs.FindAsync(id, request.HttpContext.RequestAborted) is { } program
            ? Ok(View(program))
            : Problems.NotFound($"There is no program '{id}'.");

    [Function("programs-get")]
    public async Task<IResult> ListAsync([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/programs")] HttpRequest request)
    {
        var all = await programs.AllAsync(request.HttpContext.RequestAborted);
        return Ok(all.Select(View));
    }

    /// <summary>An alias that is a name of another program already.</summary>
    private async Task<FieldError?> AliasFaultAsync(string id, ProgramDefinition program, CancellationToken ct)
    {
        if (program.Aliases.Count == 0) return null;
        var all = await programs.AllAsync(ct);
        var others = new ProgramDirectory(all.Where(other => other.Id != id));
        foreach (var (i, alias) in program.Aliases.Index())
        {
            if (others.Find(alias) is not { } other) continue;
            return new($"aliases[{i}]", $"The program '{other.Id}' has this name already; a completion must mean one program.");
        }
        return null;
    }

    private static IResult Ok<T>(T value) => TypedResults.Json(value, Wire.Json);

    private static Dictionary<string, object> View(StoredProgram program)
    {
        var view = new Dictionary<string, object>
        {
            ["id"] = program.Id,
            ["version"] = program.Version,
            ["completionDataOnly"] = program.Definition.IsCompletionDataOnly,
            ["warnings"] = ProgramLint.Warnings(program.Definition),
        };
        var definition = JsonSerializer.SerializeToElement(program.Definition, Wire.Json);
        foreach (var member in definition.EnumerateObject()) view[member.Name] = member.Value;
        return view;
    }
}
