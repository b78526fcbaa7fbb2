using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The request of an HTTP trigger; null for every other trigger.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) => context.Features.Get<HttpContext>();
}
