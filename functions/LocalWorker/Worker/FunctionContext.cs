namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of a function.</summary>
public abstract class FunctionContext
{
    public abstract string InvocationId { get; }
    public abstract string FunctionId { get; }
    public abstract TraceContext TraceContext { get; }
    public abstract BindingContext BindingContext { get; }
    public abstract RetryContext RetryContext { get; }
    public abstract IServiceProvider InstanceServices { get; set; }
    public abstract FunctionDefinition FunctionDefinition { get; }
    public abstract IDictionary<object, object> Items { get; set; }
    public abstract IInvocationFeatures Features { get; }
    public virtual CancellationToken CancellationToken { get; }
}

public abstract class TraceContext
{
    public abstract string TraceParent { get; }
    public abstract string TraceState { get; }
    public virtual IReadOnlyDictionary<string, string> Attributes { get; } = new Dictionary<string, string>();
    public virtual IReadOnlyDictionary<string, string> Baggage { get; } = new Dictionary<string, string>();
}

public abstract class RetryContext
{
    public abstract int RetryCount { get; }
    public abstract int MaxRetryCount { get; }
}

/// <summary>What the trigger said beside its payload: route values, the message's id and delivery count.</summary>
public abstract class BindingContext
{
    public abstract IReadOnlyDictionary<string, object?> BindingData { get; }
}

public interface IInvocationFeatures : IEnumerable<KeyValuePair<Type, object>>
{
    void Set<T>(T? instance);
    T? Get<T>();
}
