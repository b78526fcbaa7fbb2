using System.Globalization;
using System.Text;
using Followup.LocalStorage.Errors;
using Followup.LocalStorage.Store;

namespace Followup.LocalStorage.Filter;

internal static class FilterLiterals
{
    /// <summary>The literal that the token is; null if it is the name of a property.</summary>
    /// <exception cref="RefusedException">It is neither.</exception>
    public static Literal? Read(FilterToken token) => token switch
    {
        ("", { } text) => new(EdmType.String, Encoding.UTF8.GetBytes(text)),
        ("datetime", { } time) => Time(time),
        ("guid", { } id) => Guid.TryParse(id, out var guid) ? new(EdmType.Guid, Encoding.UTF8.GetBytes($"{guid:d}")) : throw Bad(),
        ("X" or "binary", { } hex) => Binary(hex),
        (_, { }) => throw Bad(),
        ("true" or "false", null) => new(EdmType.Boolean, Encoding.UTF8.GetBytes(token.Word)),
        ({ Length: > 0 } word, null) when char.IsAsciiDigit(word[0]) || word[0] is '-' or '+' or '.' => Number(word),
        _ => null,
    };

    private static Literal Number(string word)
    {
        var isLong = word[^1] is 'L' or 'l';
        if (long.TryParse(isLong ? word[..^1] : word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return new(isLong || whole != (int)whole ? EdmType.Int64 : EdmType.Int32, [], whole, whole);
        return !isLong && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? new(EdmType.Double, [], 0, number)
            : throw Bad();
    }

    private static Literal Time(string text)
    {
        if (!Times.TryParse(text, out var time)) throw Bad();
        return new(EdmType.DateTime, Times.Text(time), time.Ticks);
    }

    private static Literal Binary(string hex)
    {
        try
        {
            return new(EdmType.Binary, Convert.FromHexString(hex));
        }
        catch (FormatException)
        {
            throw Bad();
        }
    }

    private static RefusedException Bad() => new(Refusal.InvalidInput);
}
