using System.Text.Json;
using Followup.Mailing;
using Followup.People;
using Followup.Programs;
using Followup.Shared.Branding;
using Followup.Shared.Http;
using Followup.Shared.Json;
using Followup.Shared.Keys;
using Followup.Shared.Languages;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Previews;

/// <summary>
/// Sends both mails of a program to the person named in the request, <c>{ "to": employee id or address, "language": "de" }</c>: as they
/// will be, with links to a page that saves nothing. Only to people we know, so that the key to this is no key to mail anybody.
/// </summary>
public sealed class TestMailFunction(ProgramStore programs, PersonStore people, PreviewComposer composer, Mailer mailer, Brand brand)
{
    private const string NotSent = "No test mail was sent.";

    /// <summary>202 when the provider took both; 502 with its reason when it did not; 400 with the field that is wrong.</summary>
    [Function("program-test-mail")]
    public async Task<IResult> SendAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/programs/{id}/test-mail")] HttpRequest request, string id)
    {
        var ct = request.HttpContext.RequestAborted;
        if (await programs.FindAsync(id, ct) is not { } program) return Problems.NotFound($"There is no program '{id}'.");
        if (program.Definition.IsCompletionDataOnly)
            return Problems.NotFound($"The program '{id}' is completion data only: nobody is asked about it.");
        var (json, fault) = await request.ReadJsonAsync(ct);
        if (fault is not null) return Problems.BadRequest(NotSent, fault);
        using var body = json!;
        List<FieldError> errors = [];
        var (person, language) = await ReadAsync(body.RootElement, errors, ct);
        if (errors.Count > 0) return Problems.BadRequest(NotSent, errors);

        foreach (var audience in new[] { Audience.Learner, Audience.Manager })
        {
            var mail = await composer.MailAsync(program, audience, Words.In(language!), PersonNames.Greeting(person!));
            var outcome = await mailer.SendAsync(person!, mail, $"preview|{id}|{audience.ToKey()}", Guid.NewGuid().ToString("N"), ct);
            if (outcome.Result != SendResult.Accepted)
                return TypedResults.Problem(title: NotSent, detail: outcome.Reason, statusCode: StatusCodes.Status502BadGateway);
        }
        return TypedResults.Json(new { sent = 2 }, Wire.Json, statusCode: StatusCodes.Status202Accepted);
    }

    private async Task<(PersonRow? To, Language? Language)> ReadAsync(JsonElement sent, List<FieldError> errors, CancellationToken ct)
    {
        var fields = new JsonFields(sent, "", errors);
        var to = fields.Text("to", 200, "Say to whom, by employee id or address.");
        var tag = fields.OptionalText("language", 20);
        fields.RefuseOthers();
        var person = to == "" ? null : await people.FindByIdOrAddressAsync(to, ct);
        if (to != "" && person is not { Active: true })
        {
            errors.Add(new(
                "to",
                "There is no active person with this id or address; test mails go to people you have imported."));
        }
        var language = LanguageField.Read(tag ?? person?.Language, brand.DefaultLanguage, errors);
        return (person, language);
    }
}
