using System.Globalization;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.Invocation;

/// <summary>What a trigger brings: values by name, then objects by type.</summary>
internal sealed record BindingInput(IReadOnlyDictionary<string, object?> Data, IReadOnlyList<object> Payload)
{
    /// <summary>The value of a parameter, in the official worker's order: by name, by type, default, null; else it cannot be bound.</summary>
    public object? ValueOf(ParameterInfo parameter, FunctionContext context)
    {
        var type = parameter.ParameterType;
        if (Data.TryGetValue(parameter.Name!, out var named) && TryConvert(named, type, out var converted)) return converted;
        if (Payload.FirstOrDefault(type.IsInstanceOfType) is { } payload) return payload;
        if (type == typeof(FunctionContext)) return context;
        if (type == typeof(CancellationToken)) return context.CancellationToken;
        if (parameter.HasDefaultValue) return parameter.DefaultValue;
        if (!type.IsValueType || Nullable.GetUnderlyingType(type) is not null) return null;
        throw new InvalidOperationException(
            $"The parameter '{parameter.Name}' of '{context.FunctionDefinition.Name}' is a {type.Name}, which its trigger does not bring.");
    }

    private static bool TryConvert(object? value, Type type, out object? converted)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        converted = value;
        if (value is null || target.IsInstanceOfType(value)) return value is not null;
        try
        {
            converted = target == typeof(Guid) ? Guid.Parse(value.ToString()!)
                : value is IConvertible ? Convert.ChangeType(value, target, CultureInfo.InvariantCulture)
                : null;
            return converted is not null;
        }
        catch (Exception e) when (e is FormatException or InvalidCastException or OverflowException)
        {
            return false;
        }
    }
}
