using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Followup.LocalWorker.Tests.Official;

/// <summary>The build for Azure compiles the app against the official packages; worker-api.txt stands for them here.</summary>
public sealed partial class OfficialApiTests
{
    private static readonly Listing Listed = Listing.Read();

    private static readonly HashSet<string> Offered =
    [
        .. typeof(FunctionContext).Assembly.GetExportedTypes()
            .Where(type => !type.FullName!.StartsWith("Followup.", StringComparison.Ordinal))
            .SelectMany(Notation.LinesOf),
    ];

    [Fact]
    public void LocalWorker_offers_what_the_app_uses_to_the_letter() =>
        AssertNone(Listed.Starred.Except(Offered), "Starred in worker-api.txt, but not so in LocalWorker:", Offered);

    [Fact]
    public void LocalWorker_offers_nothing_that_the_official_packages_lack() =>
        AssertNone(Offered.Except(Listed.Official), "Public in LocalWorker, but not so in worker-api.txt:", Listed.Official);

    [Fact]
    public void The_app_uses_nothing_of_the_worker_but_what_is_approved() => AssertNone(
        AppUse.Read().Select(Notation.LineOf).Except(Listed.Starred),
        "Used by the app, but not starred in worker-api.txt:", Listed.Official);

    [Fact]
    public void Nothing_is_approved_that_the_app_does_not_use_or_need()
    {
        var needed = AppUse.WithNeeds(AppUse.Read()).Select(Notation.LineOf).ToHashSet();
        AssertNone(Listed.Starred.Except(needed), "Starred in worker-api.txt, but the app has no use for it:", []);
        AssertNone(needed.Except(Listed.Starred), "Needed by what the app uses, but not starred in worker-api.txt:", Listed.Official);
    }

    /// <param name="others">Where a line of the same type and name shows what the difference is.</param>
    private static void AssertNone(IEnumerable<string> lines, string what, HashSet<string> others)
    {
        var said = lines.Order(StringComparer.Ordinal).SelectMany(line => others
            .Where(other => other != line && NameIn(other) == NameIn(line)).Select(other => $"    there: {other}").Prepend($"- {line}"));
        Assert.True(!said.Any(), string.Join("\n  ", said.Prepend(what)));
    }

    /// <summary>The type, and the name of the member, which stands before what it takes or gives.</summary>
    private static (string Type, string Member) NameIn(string line) =>
        (line[..line.IndexOf(": ", StringComparison.Ordinal)], Member().Match(line).Groups[1].Value);

    [GeneratedRegex(@"(\w+)(?:<\w+>)? ?(?:\((?!AttributeTargets|false\))|{)")]
    private static partial Regex Member();
}
