using Followup.Cards;
using Followup.Completions;
using Followup.Erasure;
using Followup.Followups;
using Followup.LearningRecords;
using Followup.Mailing;
using Followup.People;
using Followup.Previews;
using Followup.Programs;
using Followup.Rerouting;
using Followup.Responses;
using Followup.Results;
using Followup.Rows;
using Followup.Shared;
using Followup.Shared.Http;
using Followup.Shared.Telemetry;
using Followup.Worklist;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

namespace Followup;

public static class Program
{
    public static void Main(string[] args) => CreateBuilder(args).Build().Run();

    /// <summary>The function app, step by step as the data travels.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        var builder = FunctionsApplication.CreateBuilder(args).ConfigureFunctionsWebApplication();
        builder.UseMiddleware<ResultWriting>().UseMiddleware<RequestLimit>();
        builder.AddTelemetry();
        builder.Services
            .AddShared(builder.Configuration)
            .AddRows()            // what is stored, and read by many
            .AddPrograms()        // what a training should change, and how one would know
            .AddPeople()          // who learns, and who manages whom
            .AddCompletions()     // a finished training arrives
            .AddFollowups()       // ...waits six weeks
            .AddCards()           // ...and becomes what one person is asked about another
            .AddMailing()         // ...is mailed to learner and manager
            .AddRerouting()       // ...or to another manager
            .AddResponses()       // ...is answered
            .AddPreviews()        // (before anybody is asked, HR sees how)
            .AddResults(builder.Configuration) // ...is read by HR
            .AddWorklist()        // ...with what waits for HR to mend
            .AddLearningRecords() // ...and told to a learning record store, if there is one
            .AddErasure();        // until the person is forgotten
        return builder;
    }
}
