using System.Globalization;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Wire;
using Microsoft.AspNetCore.Http;

namespace Followup.LocalStorage.Blobs;

/// <summary>Creating, finding, listing and deleting containers.</summary>
internal sealed class ContainerRequests(BlobFiles files)
{
    private const int MostListed = 5000;

    public async Task<Refusal?> HandleAsync(HttpContext http, string container, string comp)
    {
        switch (http.Request.Method, comp)
        {
            case ("PUT", ""):
                var (refusal, created) = await files.Catalog.CreateContainerAsync(container);
                return refusal ?? Found(http, StatusCodes.Status201Created, created);
            case ("GET" or "HEAD", ""):
                var stamp = files.Catalog.FindContainer(container);
                return stamp is null ? Refusal.ContainerNotFound : Found(http, StatusCodes.Status200OK, stamp.Value);
            case ("DELETE", ""):
                var deleted = await files.DeleteContainerAsync(container);
                if (deleted is null) http.Response.StatusCode = StatusCodes.Status202Accepted;
                return deleted;
            case ("GET", "list"):
                return await ListAsync(http, container);
            default:
                return Refusal.NotImplemented;
        }
    }

    private static Refusal? Found(HttpContext http, int status, long stamp)
    {
        BlobAnswers.Stamp(http, $"\"0x{stamp:X}\"", stamp);
        http.Response.StatusCode = status;
        return null;
    }

    private async Task<Refusal?> ListAsync(HttpContext http, string container)
    {
        var query = http.Request.Query;
        if (query.ContainsKey("delimiter")) return Refusal.NotImplemented;
        if (files.Catalog.FindContainer(container) is null) return Refusal.ContainerNotFound;
        var most = MostListed;
        if (query.TryGetValue("maxresults", out var given)
            && (!int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostListed))
        {
            return Refusal.OutOfRangeInput;
        }
        var found = files.Catalog.List(container, query["prefix"].ToString(), query["marker"].ToString(), most + 1);
        var next = found.Count > most ? found[most].Name : "";
        var list = BlobAnswers.List(container, found[..Math.Min(found.Count, most)], next);
        await Answers.WriteXmlAsync(http, StatusCodes.Status200OK, list);
        return null;
    }
}
