using System.Text.RegularExpressions;

namespace Followup.Programs;

/// <summary>A pattern, and why what it finds asks badly.</summary>
public sealed record LintRule(Regex Pattern, string Reason);
