using System.Text.Json;
using Followup.Shared.Json;

namespace Followup.Operations;

/// <summary>
/// The last line of a copy, such as <c>{"rows":24118}</c>: a copy without it broke off, or is of a release that did not write it.
/// </summary>
/// <param name="Rows">How many stand before it.</param>
public sealed record LastLine(int Rows)
{
    /// <summary>Null for the line of a row: no table of ours has a property of this name.</summary>
    /// <exception cref="JsonException">It is neither.</exception>
    public static LastLine? TryParse(string line) =>
        line.StartsWith("""{"rows":""", StringComparison.Ordinal) ? JsonSerializer.Deserialize<LastLine>(line, Wire.Json) : null;
}
