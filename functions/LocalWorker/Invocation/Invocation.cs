using System.Collections;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.Invocation;

internal sealed class Invocation(Function function, BindingInput input, IServiceProvider services, CancellationToken ct) : FunctionContext
{
    public object? Result { get; set; }
    public override string InvocationId { get; } = Guid.NewGuid().ToString();
    public override string FunctionId => FunctionDefinition.Id;
    public override TraceContext TraceContext { get; } = new CurrentTrace();
    public override BindingContext BindingContext { get; } = new Bound(input.Data);
    public override RetryContext RetryContext { get; } = new NoRetry();
    public override IServiceProvider InstanceServices { get; set; } = services;
    public override FunctionDefinition FunctionDefinition { get; } = new Definition(function);
    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();
    public override IInvocationFeatures Features { get; } = new FeatureSet();
    public override CancellationToken CancellationToken => ct;

    private sealed class CurrentTrace : TraceContext
    {
        public override string TraceParent { get; } = Activity.Current?.Id ?? "";
        public override string TraceState { get; } = Activity.Current?.TraceStateString ?? "";
    }

    private sealed class NoRetry : RetryContext
    {
        public override int RetryCount => 0;
        public override int MaxRetryCount => 0;
    }

    private sealed class Bound(IReadOnlyDictionary<string, object?> data) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => data;
    }

    private sealed class Definition(Function function) : FunctionDefinition
    {
        public override ImmutableArray<FunctionParameter> Parameters { get; } =
            [.. function.Method.GetParameters().Select(parameter => new FunctionParameter(
                parameter.Name!, parameter.ParameterType, parameter.HasDefaultValue, parameter.HasDefaultValue ? parameter.DefaultValue : null))];
        public override string PathToAssembly => function.Method.DeclaringType!.Assembly.Location;
        public override string EntryPoint => $"{function.Method.DeclaringType!.FullName}.{function.Method.Name}";
        public override string Id { get; } = ((uint)function.Name.GetHashCode(StringComparison.Ordinal)).ToString(CultureInfo.InvariantCulture);
        public override string Name => function.Name;
        public override IImmutableDictionary<string, BindingMetadata> InputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
        public override IImmutableDictionary<string, BindingMetadata> OutputBindings => ImmutableDictionary<string, BindingMetadata>.Empty;
    }

    private sealed class FeatureSet : IInvocationFeatures
    {
        private readonly Dictionary<Type, object> features = [];

        public void Set<T>(T? instance)
        {
            if (instance is null) features.Remove(typeof(T));
            else features[typeof(T)] = instance;
        }

        public T? Get<T>() => features.TryGetValue(typeof(T), out var feature) ? (T)feature : default;

        public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => features.GetEnumerator();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
