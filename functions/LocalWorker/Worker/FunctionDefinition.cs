using System.Collections.Immutable;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>A function as it was found in the app's assembly.</summary>
public abstract class FunctionDefinition
{
    public abstract ImmutableArray<FunctionParameter> Parameters { get; }
    public abstract string PathToAssembly { get; }
    public abstract string EntryPoint { get; }
    public abstract string Id { get; }
    public abstract string Name { get; }
    public abstract IImmutableDictionary<string, BindingMetadata> InputBindings { get; }
    public abstract IImmutableDictionary<string, BindingMetadata> OutputBindings { get; }
}

public class FunctionParameter(string name, Type type, bool hasDefaultValue, object? defaultValue)
{
    public FunctionParameter(string name, Type type) : this(name, type, false, null)
    {
    }

    public string Name { get; } = name;
    public Type Type { get; } = type;
    public bool HasDefaultValue { get; } = hasDefaultValue;
    public bool IsReferenceOrNullableType { get; } = !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
    public object? DefaultValue { get; } = defaultValue;
}

public enum BindingDirection
{
    In = 0,
    Out = 1,
}

public abstract class BindingMetadata
{
    public abstract string Name { get; }
    public abstract string Type { get; }
    public abstract BindingDirection Direction { get; }
}
