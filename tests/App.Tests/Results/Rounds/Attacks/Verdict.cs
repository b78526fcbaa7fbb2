namespace Followup.Tests.Results.Rounds.Attacks;

/// <summary>Of all views that an attacker can be shown, how many there are in which somebody else's answer follows.</summary>
internal readonly record struct Verdict(int Forced, int Views)
{
    public static Verdict operator +(Verdict one, Verdict other) => new(one.Forced + other.Forced, one.Views + other.Views);
}
