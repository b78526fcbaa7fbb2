using System.Text.RegularExpressions;

namespace Followup.Programs;

/// <summary>A pattern of words, and the reason why a statement with such words asks badly.</summary>
public sealed record LintRule(Regex Pattern, string Reason);
