using System.Xml.Linq;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Followup.LocalStorage.Tables;

/// <summary>Table Storage as its REST API tells it: https://learn.microsoft.com/rest/api/storageservices/table-service-rest-api</summary>
internal sealed partial class TableRequests(Account account, Database database, ILogger<TableRequests> log)
{
    private readonly CatalogRequests catalog = new(new Catalog(database));
    private readonly RowRequests rows = new(new Rows(database));
    private readonly QueryRequest query = new(new Rows(database));
    private readonly TransactionRequest transaction = new(new Rows(database), account);

    public async Task HandleAsync(HttpContext http)
    {
        Answers.Start(http);
        try
        {
            var target = RequestTarget.Of(http);
            if (!account.HasSignedTables(http.Request, target)) throw new RefusedException(Refusal.AuthenticationFailed);
            var refusal = await DispatchAsync(http, target.Resource(account), http.RequestAborted);
            if (refusal is not null) await Answers.WriteJsonErrorAsync(http, refusal);
        }
        catch (RefusedException refused)
        {
            await Answers.WriteJsonErrorAsync(http, refused.Refusal);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // nobody waits for an answer
        }
        catch (Exception e)
        {
            Log.Failed(log, http.Request.Method, e);
            if (!http.Response.HasStarted) await Answers.WriteJsonErrorAsync(http, Refusal.InternalError);
        }
    }

    private Task<Refusal?> DispatchAsync(HttpContext http, string resource, CancellationToken ct)
    {
        var comp = http.Request.Query["comp"].ToString();
        var method = http.Request.Method;
        if (comp.Length > 0 && (resource, comp, method) is not ("", "properties", "GET")) return Refused(Refusal.NotImplemented);
        var address = TableAddress.Of(resource);
        return (method, address.Table, address.Arguments) switch
        {
            ("GET", "", null) when comp.Length > 0 => PropertiesAsync(http),
            ("POST", "Tables", null) => catalog.CreateAsync(http, ct),
            ("GET", "Tables", null or "") => catalog.ListAsync(http, ct),
            ("DELETE", "Tables", { } name) => catalog.DeleteAsync(http, name, ct),
            ("POST", "$batch", null) => transaction.RunAsync(http, ct),
            (_, "" or "Tables" or "$batch", _) => Refused(Refusal.NotImplemented),
            ("GET", _, null or "") => query.RunAsync(http, address.Table, ct),
            ("GET", _, _) => rows.GetAsync(http, address, ct),
            _ => rows.WriteAsync(http, address, ct),
        };
    }

    private static Task<Refusal?> Refused(Refusal refusal) => Task.FromResult<Refusal?>(refusal);

    private static async Task<Refusal?> PropertiesAsync(HttpContext http)
    {
        await Answers.WriteXmlAsync(http, StatusCodes.Status200OK, new XElement("StorageServiceProperties", new XElement("Cors")));
        return null;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A {Method} of the tables failed.")]
        public static partial void Failed(ILogger logger, string method, Exception e);
    }
}
