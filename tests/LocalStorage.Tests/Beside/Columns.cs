using CsCheck;

namespace Followup.LocalStorage.Tests.Beside;

/// <summary>
/// A property and what it is compared with, which is of its type: Azurite compares values of two types as JavaScript does. A missing one,
/// and one that was written as null, are compared as well.
/// </summary>
internal sealed record Column(string Name, Gen<object?> Value, Gen<string> Literal, Gen<string> Comparer)
{
    public Gen<Property> Property => Value.Select(value => new Property(Name, value));

    public Gen<string> Comparison => Gen.Select(Comparer, Literal, (comparer, literal) => $"{Name} {comparer} {literal}");
}

internal static class Columns
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Text = Gen.OneOf("", "a", "ab", "B", "it's", "\"q\" \\", "ü", "5", "true", "line\nline");
    private static readonly Gen<int> Int = Gen.OneOf(0, 1, 5, -7, int.MaxValue, int.MinValue);
    private static readonly Gen<long> Long = Gen.OneOf(0L, 1, 5, -7, 1L << 40, -1L << 40, long.MaxValue);
    private static readonly Gen<double> Double = Gen.OneOf(0.0, 0.5, 5, -7, 1.25, 1e300, -2.5e-10);
    private static readonly Gen<bool> Flag = Gen.Bool;

    // Azurite compares times by their milliseconds.
    private static readonly Gen<DateTimeOffset> Time = Gen.OneOf(Day, Day.AddMilliseconds(1), Day.AddYears(-300), Day.AddDays(40));
    private static readonly Gen<Guid> Id = Gen.OneOf(Guid.Empty, Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e"));
    private static readonly Gen<byte[]> Bytes = Gen.OneOf<byte[]>([], [0], [1, 2, 255]);

    private static readonly Gen<string> Equality = Gen.OneOf("eq", "ne");

    public static Gen<string> Comparer { get; } = Gen.OneOf("eq", "ne", "gt", "ge", "lt", "le");

    public static Column[] All { get; } =
    [
        new("Text", Nullable(Text), Text.Select(Quoted), Comparer),
        new("Number", Nullable(Int), Int.Select(value => $"{value}"), Comparer),
        new("Big", Nullable(Long), Long.Select(value => $"{value}L"), Comparer),
        // nothing with an exponent, for which Azurite finds nothing
        new("Share", Nullable(Double), Gen.OneOf("0.0", "0.5", "5.0", "-7.0", "1.25", "5"), Comparer),
        new("Time", Nullable(Time), Time.Select(value => $"datetime'{value.UtcDateTime:O}'"), Comparer),
        new("Flag", Nullable(Flag), Gen.OneOf("true", "false"), Comparer),
        // Azurite orders these by their base64
        new("Id", Nullable(Id), Id.Select(value => $"guid'{value}'"), Equality),
        new("Bytes", Nullable(Bytes), Bytes.Select(value => $"X'{Convert.ToHexString(value)}'"), Equality),
        new("Missing", Gen.Const(() => (object?)null), Text.Select(Quoted), Comparer),
    ];

    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static Gen<object?> Nullable<T>(Gen<T> value) =>
        Gen.Frequency((9, value.Select(given => (object?)given)), (1, Gen.Const(() => (object?)null)));
}
