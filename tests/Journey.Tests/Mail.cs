namespace Followup.Journey.Tests;

/// <summary>A mail as <c>/_local/mails</c> tells it.</summary>
public sealed record Mail(
    string Id,
    string To,
    string Subject,
    string Html,
    string Text,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> CustomArgs,
    IReadOnlyList<string> Links)
{
    public bool IsReminder => CustomArgs["attempt"].StartsWith("reminder", StringComparison.Ordinal);

    public bool IsToManager => CustomArgs["mailing"].Contains("|manager|", StringComparison.Ordinal);

    public string Page => Links.Single(
        link => link.Contains("/s/", StringComparison.Ordinal) && !link.Contains('?', StringComparison.Ordinal));
}
