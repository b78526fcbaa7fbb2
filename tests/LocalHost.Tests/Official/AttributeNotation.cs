using System.ComponentModel;
using System.Reflection;

namespace Followup.LocalWorker.Tests.Official;

/// <summary>The attributes that tell whoever compiles against a type or member how to use it.</summary>
internal static class AttributeNotation
{
    private static readonly Type[] Telling = [typeof(AttributeUsageAttribute), typeof(DefaultValueAttribute), typeof(ObsoleteAttribute)];

    public static string Of(MemberInfo member) => string.Concat(
        from data in member.GetCustomAttributesData()
        where Telling.Contains(data.AttributeType)
        let arguments = data.ConstructorArguments.Select(argument => Values.Of(argument.Value, argument.ArgumentType))
            .Concat(data.NamedArguments.Select(named =>
                $"{named.MemberName} = {Values.Of(named.TypedValue.Value, named.TypedValue.ArgumentType)}"))
        select $"[{data.AttributeType.Name[..^nameof(Attribute).Length]}({string.Join(", ", arguments)})] ");
}
