using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Results.Rounds;

/// <summary>
/// What an answer of a program is counted with. It belongs to one of these for good, but for an answer of a group that was too small for
/// half a year: that moves to <see cref="Others"/>, once.
/// </summary>
/// <param name="Wording">Of the page that was answered: <c>ProgramDefinition.WordingId</c>.</param>
/// <param name="Group">The name of a department or a role; empty where HR gave none, and where there is none.</param>
/// <param name="HasEarlier">
/// Whether the same person also answered about the same learner on the day of completion: that answer rides with this one. It is known who
/// answered both times, so the two kinds have rounds of their own.
/// </param>
public sealed record StreamKey(string Wave, Audience Audience, string Wording, CountsIn CountsIn, string Group, bool HasEarlier)
{
    /// <summary>20 hex digits: the names in it stand in no key.</summary>
    [JsonIgnore]
    public string Id => id ??= IdOf(string.Join('\n', Wave, Audience, Wording, CountsIn, HasEarlier, Group));

    private string? id;

    [JsonIgnore]
    public StreamKey Others => this with { CountsIn = CountsIn.Others, Group = "" };

    // a copy has another id
    private StreamKey(StreamKey other)
    {
        (Wave, Audience, Wording) = (other.Wave, other.Audience, other.Wording);
        (CountsIn, Group, HasEarlier) = (other.CountsIn, other.Group, other.HasEarlier);
    }

    public bool Equals(StreamKey? other) => other?.Id == Id;

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    private static string IdOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 10));
}
