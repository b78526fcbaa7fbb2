using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Followup.Tests;

/// <summary>A function that answers HTTP requests, as the app declares it.</summary>
internal sealed record HttpFunction(string Name, MethodInfo Method, HttpTriggerAttribute Trigger)
{
    public static IReadOnlyList<HttpFunction> All { get; } =
    [
        .. from type in typeof(Program).Assembly.GetExportedTypes()
           from method in type.GetMethods()
           from parameter in method.GetParameters()
           let trigger = parameter.GetCustomAttribute<HttpTriggerAttribute>()
           where trigger is not null
           select new HttpFunction(method.GetCustomAttribute<FunctionAttribute>()!.Name, method, trigger!),
    ];

    public string Route => Trigger.Route ?? Name;
}
