using System.Text.Json;
using Followup.Shared.Json;

namespace Followup.Operations;

/// <summary>
/// The last line of a copy, such as <c>{"rows":24118}</c>: a copy without it broke off, or is of a release that did not write it.
/// </summary>
/// <param name="Rows">How many rows stand before it.</param>
public sealed record LastLine(int Rows)
{
    /// <summary>Null for the line of a row: no table of ours has a property of this name.</summary>
    /// <exception cref="JsonException">The line is neither a row nor a last line.</exception>
    public static LastLine? TryParse(string line) =>
        line.StartsWith("""{"rows":""", StringComparison.Ordinal) ? JsonSerializer.Deserialize<LastLine>(line, Wire.Json) : null;
}
