using System.Globalization;
using Followup.Shared.Keys;
using NodaTime;

namespace Followup.Results.Exports;

/// <summary>
/// A value of a row: text, int, long, double, bool, <see cref="LocalDate"/>, <see cref="DateTimeOffset"/>, or null for none.
/// </summary>
public static class Cell
{
    /// <summary>
    /// The value as CSV and JSON have it: ISO dates, UTC, a full stop in numbers, as many digits as it takes to read the same number again.
    /// </summary>
    public static string? Text(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => number.ToString("R", CultureInfo.InvariantCulture),
        bool yes => yes ? "true" : "false",
        LocalDate day => LocalDateText.Iso(day),
        DateTimeOffset at => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"No column holds a {value.GetType().Name}."),
    };
}
