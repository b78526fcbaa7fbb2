using System.Globalization;
using System.Reflection;

namespace Followup.LocalWorker.Tests.Official;

internal static class TypeNotation
{
    public static string Of(Type type)
    {
        if (type.IsEnum)
        {
            var values = Enum.GetNames(type)
                .Select(name => $"{name} = {Convert.ToInt64(Enum.Parse(type, name), CultureInfo.InvariantCulture)}");
            return $"public enum {type.Name} : {Names.Of(Enum.GetUnderlyingType(type))} {{ {string.Join(", ", values)} }}";
        }
        if (type.IsAssignableTo(typeof(Delegate)))
        {
            var invoke = type.GetMethod("Invoke")!;
            return $"public delegate {Names.Of(invoke.ReturnParameter)} {type.Name}({Notation.Parameters(invoke)});";
        }
        var kind = type switch
        {
            { IsInterface: true } => "interface",
            { IsValueType: true } => "struct",
            { IsAbstract: true, IsSealed: true } => "static class",
            { IsAbstract: true } => "abstract class",
            { IsSealed: true } => "sealed class",
            _ => "class",
        };
        var bases = BasesOf(type).Select(one => Names.Of(one)).ToList();
        return $"public {kind} {Names.Of(type)}{(bases.Count == 0 ? "" : $" : {string.Join(", ", bases)}")}";
    }

    /// <summary>The base class, unless it is <see cref="object"/>, and the interfaces the type names itself.</summary>
    public static IEnumerable<Type> BasesOf(Type type)
    {
        var all = type.GetInterfaces();
        var inherited = all.SelectMany(one => one.GetInterfaces()).Concat(type.BaseType?.GetInterfaces() ?? []);
        var own = all.Except(inherited);
        return type.BaseType is { } parent && parent != typeof(object) && parent != typeof(ValueType) ? own.Prepend(parent) : own;
    }

    public static string Constraints(Type parameter)
    {
        var attributes = parameter.GenericParameterAttributes;
        List<string> constraints =
        [
            .. attributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint) ? ["class"] : Array.Empty<string>(),
            .. attributes.HasFlag(GenericParameterAttributes.NotNullableValueTypeConstraint) ? ["struct"] : Array.Empty<string>(),
            .. parameter.GetGenericParameterConstraints().Where(one => one != typeof(ValueType)).Select(one => Names.Of(one)),
            .. attributes.HasFlag(GenericParameterAttributes.DefaultConstructorConstraint) ? ["new()"] : Array.Empty<string>(),
        ];
        return constraints.Count == 0 ? "" : $" where {parameter.Name} : {string.Join(", ", constraints)}";
    }
}
