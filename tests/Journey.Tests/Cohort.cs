using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Followup.Journey.Tests;

/// <summary>Two managers with two and one learner. Names, addresses and ids are such that a search for them finds nothing else.</summary>
public static class Cohort
{
    public const string Program = """
        { "title": "Evaluating AI output", "aliases": ["https://lms.example/course/ai-eval"], "waves": ["P42D"],
          "outcomes": [
            { "id": "check-facts", "statement": "Checks AI output against a source before using it",
              "indicator": "Names the source checked when handing over work", "targetFrequency": "often" },
            { "id": "protect-data", "statement": "Keeps customer data out of tools that are not approved for it",
              "indicator": "Uses the approved assistant", "targetFrequency": "almost-always" },
            { "id": "say-so", "statement": "Says where AI helped when handing over work",
              "indicator": "A line in the file says what was drafted with AI", "targetFrequency": "often" } ],
          "design": { "roleSpecific": true, "ownTools": true, "practitionerInstructor": false, "mentor": false, "workflow": true } }
        """;

    public const string People = """
        id,email,name,managerId,timeZone,language,department,role,active
        emp-90001,winifred.quibell@journey.example,Winifred Quibell,,Europe/Berlin,en,Claims,Team lead,true
        emp-90002,balthasar.zwingli@journey.example,Balthasar Zwingli,,Asia/Tokyo,en,Care,Team lead,true
        emp-90017,ottoline.vexmoor@journey.example,Ottoline Vexmoor,emp-90001,Europe/Berlin,en,Claims,Claims handler,true
        emp-90018,ignatius.pellwyn@journey.example,Ignatius Pellwyn,emp-90001,Europe/Berlin,en,Claims,Claims handler,true
        emp-90019,xanthippe.drumlin@journey.example,Xanthippe Drumlin,emp-90002,Asia/Tokyo,en,Care,Service agent,true
        """;

    /// <summary>Everything that names a person.</summary>
    public static readonly string[] Traces =
    [
        "emp-9000", "emp-9001", "journey.example",
        "winifred", "quibell", "balthasar", "zwingli", "ottoline", "vexmoor", "ignatius", "pellwyn", "xanthippe", "drumlin",
    ];

    /// <summary>The three completions as they come in: by id, as an xAPI statement by address, and by address.</summary>
    public static string Completions(DateTimeOffset at)
    {
        var time = at.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
        return JsonSerializer.Serialize(new object[]
        {
            new { program = "ai-eval", learner = "emp-90017", completedAt = time, source = "lms", eventId = "8841" },
            new
            {
                actor = new { objectType = "Agent", mbox = "mailto:ignatius.pellwyn@journey.example" },
                verb = new { id = "http://adlnet.gov/expapi/verbs/completed" },
                @object = new { id = "https://lms.example/course/ai-eval" },
                timestamp = time,
            },
            new { program = "ai-eval", learner = "xanthippe.drumlin@journey.example", completedAt = time },
        });
    }

    public static async Task<JsonElement> ImportAsync(LocalProcess local)
    {
        await local.SendAsync(HttpMethod.Put, "api/programs/ai-eval", Program, "application/json");
        await local.SendAsync(HttpMethod.Post, "api/people/import", People, "text/csv");
        return await local.PostAsync("api/completions", Completions(await NowAsync(local)));
    }

    public static async Task<DateTimeOffset> NowAsync(LocalProcess local) =>
        (await local.Http.GetFromJsonAsync<JsonElement>("_local/clock")).GetProperty("now").GetDateTimeOffset();
}
