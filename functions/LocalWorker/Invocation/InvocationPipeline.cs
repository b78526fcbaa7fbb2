using Microsoft.Azure.Functions.Worker.Middleware;

namespace Followup.LocalWorker.Invocation;

/// <summary>The middleware in the order it was added, first outermost, around the function itself.</summary>
internal sealed class InvocationPipeline
{
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];

    public void Add(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> one) => middleware.Add(one);

    public FunctionExecutionDelegate Around(FunctionExecutionDelegate function) =>
        Enumerable.Reverse(middleware).Aggregate(function, (next, one) => one(next));
}
