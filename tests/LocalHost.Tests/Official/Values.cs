using System.Globalization;

namespace Followup.LocalWorker.Tests.Official;

internal static class Values
{
    /// <summary>A constant as source writes it.</summary>
    public static string Of(object? value, Type type) => value switch
    {
        null => "null",
        bool yes => yes ? "true" : "false",
        string text => $"\"{text}\"",
        _ when type.IsEnum => $"{type.Name}.{Enum.ToObject(type, value)}",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
