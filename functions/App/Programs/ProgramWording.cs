using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Followup.Shared.Json;
using Followup.Shared.Languages;

namespace Followup.Programs;

/// <summary>
/// The identity of what was asked. Answers to the same behaviors with the same targets are one series, whatever else of the program has
/// changed; others are never summed up with them.
/// </summary>
public static class ProgramWording
{
    // a list of outcomes never changes, and a wording is looked up for each answer that is read
    private static readonly ConditionalWeakTable<IReadOnlyList<Outcome>, string> Known = [];

    /// <summary>
    /// The first 16 hex digits of SHA-256 over id, statement and target of each outcome, in their order. Kept beside figures for good, so
    /// it stays as it is.
    /// </summary>
    public static string IdOf(IReadOnlyList<Outcome> outcomes) => Known.GetValue(outcomes, Hash);

    /// <summary>Whether two statements say the same, as they are shown: in one line.</summary>
    public static bool IsSame(string one, string other) => OneLine.Of(one) == OneLine.Of(other);

    private static string Hash(IReadOnlyList<Outcome> outcomes)
    {
        // as JSON, so that where one text ends and the next begins is part of it
        var asked = outcomes.Select(outcome => new[] { outcome.Id, OneLine.Of(outcome.Statement), Wire.NameOf(outcome.TargetFrequency) });
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(asked, Wire.Json)));
        return Convert.ToHexStringLower(hash)[..16];
    }
}
