using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Tests;

/// <summary>What the compiler does not hold the app to.</summary>
public sealed class ArchitectureTests
{
    /// <summary>
    /// The worker binds a parameter from whatever the request calls by the parameter's name: a value of the query, or a top-level member of
    /// a JSON body. A caller cannot reach the trigger itself, nor a value of the route, which wins over both.
    /// </summary>
    [Fact]
    public void No_caller_can_set_a_parameter_of_an_HTTP_function()
    {
        var settable =
            (from function in HttpFunction.All
             from parameter in function.Method.GetParameters()
             where !IsRequest(parameter) && !IsOfRoute(parameter, function)
             select $"{function.Name}: a caller sets '{parameter.Name}' with ?{parameter.Name}=x or a member of a JSON body; what does "
                 + "not fit its type is a 500. Take it from the request; a CancellationToken is its HttpContext.RequestAborted.").ToList();

        Assert.NotEmpty(HttpFunction.All);
        Assert.True(settable.Count == 0, string.Join('\n', settable));
    }

    private static bool IsRequest(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(HttpRequest) && parameter.IsDefined(typeof(HttpTriggerAttribute));

    private static bool IsOfRoute(ParameterInfo parameter, HttpFunction function) =>
        parameter.ParameterType == typeof(string)
        && RoutePatternFactory.Parse(function.Route).GetParameter(parameter.Name!)
            is { IsOptional: false, IsCatchAll: false, Default: null };
}
