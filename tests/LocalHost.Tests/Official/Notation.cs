using System.Reflection;
using System.Runtime.CompilerServices;

namespace Followup.LocalWorker.Tests.Official;

/// <summary>Types and members as worker-api.txt writes them, each with the full name of its type in front.</summary>
internal static class Notation
{
    private const BindingFlags Declared =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>The type and every member of it that another assembly can see.</summary>
    public static IEnumerable<string> LinesOf(Type type) => type.IsEnum || type.IsAssignableTo(typeof(Delegate))
        ? [LineOf(type)]
        : [LineOf(type), .. type.GetMembers(Declared).Where(IsOffered).Select(LineOf)];

    public static string LineOf(MemberInfo member)
    {
        var declaration = member switch
        {
            Type type => TypeNotation.Of(type),
            ConstructorInfo constructor => $"{Visibility(constructor)}{constructor.DeclaringType!.Name}({Parameters(constructor)});",
            MethodInfo method => Method(method),
            PropertyInfo property => Property(property),
            _ => $"{member.MemberType} {member.Name}", // no official type here has a field or an event
        };
        return $"{(member as Type ?? member.DeclaringType!).FullName}: {AttributeNotation.Of(member)}{declaration}";
    }

    public static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter =>
        (parameter.Position == 0 && method.IsDefined(typeof(ExtensionAttribute)) ? "this " : "")
        + (parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "")
        + $"{Names.Of(parameter)} {parameter.Name}"
        + (parameter.HasDefaultValue ? $" = {Default(parameter)}" : "")));

    private static string Default(ParameterInfo parameter) => parameter.DefaultValue is null && parameter.ParameterType.IsValueType
        ? "default"
        : Values.Of(parameter.DefaultValue, parameter.ParameterType);

    private static string Method(MethodInfo method)
    {
        var generic = method.GetGenericArguments();
        var names = generic.Length == 0 ? "" : $"<{string.Join(", ", generic.Select(one => one.Name))}>";
        return $"{Visibility(method)}{Modifier(method)}{Names.Of(method.ReturnParameter)} {method.Name}{names}({Parameters(method)})"
            + string.Concat(generic.Select(TypeNotation.Constraints)) + ";";
    }

    private static string Property(PropertyInfo property)
    {
        var accessors = property.GetAccessors(nonPublic: true).Where(accessor => Visibility(accessor) is not null).ToList();
        var widest = accessors.Find(accessor => accessor.IsPublic) ?? accessors[0];
        var texts = accessors.Select(accessor =>
            (Visibility(accessor) == Visibility(widest) ? "" : Visibility(accessor))
            + (accessor == property.GetMethod ? "get; " : IsInit(accessor) ? "init; " : "set; "));
        return $"{Visibility(widest)}{Modifier(widest)}{Names.Of(property)} {property.Name} {{ {string.Concat(texts)}}}"
            + InitialValues.Of(property);
    }

    private static bool IsInit(MethodInfo setter) => setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit));

    private static string Modifier(MethodInfo method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsStatic: true } => "static ",
        { IsAbstract: true } => "abstract ",
        { IsVirtual: true, IsFinal: false } => method.GetBaseDefinition() == method ? "virtual " : "override ",
        _ => "",
    };

    private static string? Visibility(MethodBase method) => method switch
    {
        { DeclaringType.IsInterface: true } => "",
        { IsPublic: true } => "public ",
        { IsFamily: true } or { IsFamilyOrAssembly: true } => "protected ",
        _ => null,
    };

    private static bool IsOffered(MemberInfo member) => member switch
    {
        MethodInfo { IsSpecialName: true } => false, // the property or event speaks for its accessors
        MethodBase method => Visibility(method) is not null,
        PropertyInfo property => property.GetAccessors(nonPublic: true).Any(accessor => Visibility(accessor) is not null),
        EventInfo happening => Visibility(happening.AddMethod!) is not null,
        FieldInfo field => field.IsPublic || field.IsFamily || field.IsFamilyOrAssembly,
        _ => false, // nested types are found among the exported ones
    };
}
