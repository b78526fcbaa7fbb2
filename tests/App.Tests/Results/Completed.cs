using Followup.Rows;
using Followup.Shared.Keys;

namespace Followup.Tests.Results;

/// <summary>One completion with what learner and manager said in each wave, as a test states it; null for no answer.</summary>
/// <param name="Asked">Whether invitations went out.</param>
internal sealed record Completed(
    string Month, string Department, string Role, IReadOnlyDictionary<(string Wave, Audience), Answers?> Said, bool Asked = true)
{
    public Answers? By(Audience audience, string wave = "P42D") => Said.GetValueOrDefault((wave, audience));
}
