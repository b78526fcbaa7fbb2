using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Followup.SampleApp;

/// <summary>Every way to say, or not to say, who may call; each route is called as its function.</summary>
[SuppressMessage("Performance", "CA1822", Justification = "A function app's functions are instance methods, state or not.")]
public sealed class KeyFunctions
{
    [Function("level-unsaid")]
    public IResult Unsaid([HttpTrigger] HttpRequest request) => Results.Text("in");

    [Function("level-unsaid-with-methods")]
    public IResult UnsaidWithMethods([HttpTrigger("get")] HttpRequest request) => Results.Text("in");

    [Function("level-function")]
    public IResult Function([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest request) => Results.Text("in");

    [Function("level-admin")]
    public IResult Admin([HttpTrigger(AuthorizationLevel.Admin)] HttpRequest request) => Results.Text("in");

    [Function("level-anonymous")]
    public IResult Anonymous([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) => Results.Text("in");
}
