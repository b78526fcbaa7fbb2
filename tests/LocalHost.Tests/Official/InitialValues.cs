using System.Reflection;

namespace Followup.LocalWorker.Tests.Official;

/// <summary>What a property reads on a new object, where that is no matter of the constructor's arguments.</summary>
internal static class InitialValues
{
    public static string Of(PropertyInfo property)
    {
        var type = property.DeclaringType!;
        var constructor = type.GetConstructors().MinBy(one => one.GetParameters().Length);
        if (type.IsAbstract || constructor is null) return "";
        var parameters = constructor.GetParameters();
        // the listing gives defaults of attributes and of plain data only
        if (parameters.Length > 0 && !type.IsAssignableTo(typeof(Attribute))) return "";
        var value = property.GetValue(constructor.Invoke([.. parameters.Select(Given)]));
        return value is null or bool or Enum ? $" // default {Values.Of(value, property.PropertyType)}" : "";
    }

    private static object? Given(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "given"
        : parameter.ParameterType == typeof(Type) ? typeof(object)
        : parameter.ParameterType.IsValueType ? Activator.CreateInstance(parameter.ParameterType)
        : throw new NotSupportedException($"No value at hand for {parameter}.");
}
