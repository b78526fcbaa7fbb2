using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Followup.Shared.Json;
using Microsoft.Extensions.Options;

namespace Followup.LearningRecords;

/// <summary>Posts statements (xAPI-Communication.md, 2.1).</summary>
public sealed class LearningRecordStore(HttpClient http, IOptions<LrsOptions> options)
{
    /// <summary>All or none of the statements are stored.</summary>
    public async Task<RecordResult> PostAsync(IReadOnlyCollection<object> statements, CancellationToken ct)
    {
        using var request = RequestOf(statements);
        try
        {
            using var answer = await http.SendAsync(request, ct);
            return ResultOf(answer.StatusCode);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || IsTimeout(e))
        {
            return RecordResult.TryLater;
        }

        bool IsTimeout(Exception e) => e is OperationCanceledException && !ct.IsCancellationRequested;
    }

    private HttpRequestMessage RequestOf(IReadOnlyCollection<object> statements)
    {
        var settings = options.Value;
        var credentials = Encoding.UTF8.GetBytes($"{settings.Key}:{settings.Secret}");
        var request = new HttpRequestMessage(HttpMethod.Post, $"{settings.Endpoint!.TrimEnd('/')}/statements")
        {
            Content = JsonContent.Create(statements, options: Wire.Json),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        request.Headers.Add("X-Experience-API-Version", "1.0.3");
        return request;
    }

    private static RecordResult ResultOf(HttpStatusCode status) => status switch
    {
        < HttpStatusCode.Ambiguous => RecordResult.Stored,
        // a wrong password is the operator's to mend: no statement should be lost to it
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => RecordResult.TryLater,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests => RecordResult.TryLater,
        >= HttpStatusCode.InternalServerError => RecordResult.TryLater,
        _ => RecordResult.Refused,
    };
}
