using System.Text.Json.Serialization;
using Followup.Shared.Keys;

namespace Followup.Results.Counts;

/// <summary>
/// How far the invitations of a program came, of all its people together: who was asked and who has answered is no secret, what they said
/// is.
/// </summary>
public sealed record Participation(IReadOnlyList<WaveParticipation> Waves)
{
    public static readonly Participation Empty = new([]);

    public static Participation Sum(IEnumerable<Participation> parts)
    {
        var waves = parts
            .SelectMany(part => part.Waves)
            .GroupBy(wave => wave.Wave)
            .OrderBy(wave => wave.Key, StringComparer.Ordinal)
            .Select(wave => new WaveParticipation(wave.Key, Add(wave, one => one.Learners), Add(wave, one => one.Managers)));
        return new([.. waves]);
    }

    public IReadOnlyList<int> Of(string wave, Audience audience)
    {
        var found = Waves.FirstOrDefault(one => one.Wave == wave);
        if (found is null) return WaveParticipation.None;
        return audience == Audience.Learner ? found.Learners : found.Managers;
    }

    private static int[] Add(IEnumerable<WaveParticipation> waves, Func<WaveParticipation, IReadOnlyList<int>> counts)
    {
        var sum = new int[WaveParticipation.Steps];
        foreach (var wave in waves)
        {
            for (var i = 0; i < sum.Length; i++) sum[i] += counts(wave)[i];
        }
        return sum;
    }
}

/// <summary>One wave.</summary>
/// <param name="Learners">Counts by <see cref="FunnelStep"/>.</param>
/// <param name="Managers">The same; a manager counts once for each report.</param>
public sealed record WaveParticipation(string Wave, IReadOnlyList<int> Learners, IReadOnlyList<int> Managers)
{
    [JsonIgnore]
    public static int Steps { get; } = Enum.GetValues<FunnelStep>().Length;

    public static readonly IReadOnlyList<int> None = new int[Steps];
}
