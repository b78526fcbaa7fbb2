using Followup.Programs;
using Followup.Shared.Keys;

namespace Followup.Local.Demo;

/// <summary>A program of which it is known how many people truly are at target, before and after.</summary>
/// <param name="Before">The share at target of each behavior on the day of completion, as managers would say of everybody.</param>
/// <param name="Effect">What is added to each of these shares afterwards: the sum of what its design features add.</param>
public sealed record SimulatedProgram(string Id, ProgramDefinition Definition, IReadOnlyList<double> Before, double Effect)
{
    /// <summary>People see themselves at target more often than their managers do (Heidemeier and Moser 2009).</summary>
    private const double Inflation = 0.08;

    private static readonly Audience[] Audiences = Enum.GetValues<Audience>();

    private readonly Dictionary<(Audience, string Wave), IReadOnlyList<Tendency>> tendencies =
        (from audience in Audiences
         from wave in Definition.Waves
         let added = (wave == Wave.Baseline ? 0 : Effect) + (audience == Audience.Learner ? Inflation : 0)
         let atTarget = Before.Select(share => share + added).ToList()
         select (Key: (audience, wave), Value: audience == Audience.Learner ? [Tendency.Of(atTarget)] : Tendency.OfManagers(atTarget)))
        .ToDictionary(one => one.Key, one => one.Value);

    /// <summary>How people answer: learners in one way; managers each in one of several, the same in every wave.</summary>
    public IReadOnlyList<Tendency> Tendencies(Audience audience, string wave) => tendencies[(audience, wave)];

    /// <param name="ofAllAsked">Of all who are asked, also of those who do not answer.</param>
    public SimulatedTruth Truth(Audience audience, string wave, bool ofAllAsked = false) =>
        SimulatedTruth.Of(Tendencies(audience, wave), Before.Count, ofAllAsked);

    /// <summary>How many more are at target in the later wave than on the day of completion, of those who answer both times.</summary>
    public double Change(Audience audience, string wave, int outcome) =>
        SimulatedTruth.Change(Tendencies(audience, Wave.Baseline), Tendencies(audience, wave), outcome);
}
