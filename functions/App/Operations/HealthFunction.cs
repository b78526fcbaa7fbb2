using Azure.Data.Tables;
using Followup.Shared.Bus;
using Followup.Shared.Json;
using Followup.Shared.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Followup.Operations;

/// <summary>
/// 200 where tables can be read and the queue takes messages, 503 where not: with managed identity that also says that the rights are
/// there.
/// </summary>
public sealed partial class HealthFunction(Tables tables, Queues queues, ILogger<HealthFunction> logger)
{
    [Function("health")]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "health")] HttpRequest request)
    {
        var ct = request.HttpContext.RequestAborted;
        var parts = new Dictionary<string, bool>
        {
            ["tables"] = await AnswersAsync("tables", () => tables.Programs.FindAsync<TableEntity>("health", "health", ct)),
            // opens the link, and asks how large a message may be; sends nothing
            ["bus"] = await AnswersAsync("bus", async () => (await queues.Due.CreateMessageBatchAsync(ct)).Dispose()),
        };
        var isHealthy = parts.Values.All(answers => answers);
        return isHealthy
            ? TypedResults.Json(new { status = "ok", parts }, Wire.Json, statusCode: StatusCodes.Status200OK)
            : TypedResults.Json(new { status = "unavailable", parts }, Wire.Json, statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private async Task<bool> AnswersAsync(string part, Func<Task> ask)
    {
        try
        {
            await ask();
            return true;
        }
        // whatever went wrong, the caller is to know
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Silent(logger, e, part);
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The health check got no answer from {Part}.")]
        public static partial void Silent(ILogger logger, Exception e, string part);
    }
}
