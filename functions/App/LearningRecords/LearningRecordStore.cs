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
    /// <summary>All or none of them are stored.</summary>
    public async Task<RecordResult> TellAsync(IReadOnlyCollection<object> statements, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Value.Endpoint!.TrimEnd('/')}/statements") { Content = JsonContent.Create(statements, options: Wire.Json) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.Value.Key}:{options.Value.Secret}")));
        request.Headers.Add("X-Experience-API-Version", "1.0.3");
        try
        {
            using var answer = await http.SendAsync(request, ct);
            return answer.StatusCode switch
            {
                < HttpStatusCode.Ambiguous => RecordResult.Stored,
                // a wrong password is the operator's to mend: no statement should be lost to it
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => RecordResult.TryLater,
                _ => RecordResult.Refused,
            };
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return RecordResult.TryLater;
        }
    }
}
