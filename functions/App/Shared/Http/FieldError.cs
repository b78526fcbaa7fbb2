namespace Followup.Shared.Http;

/// <summary>One thing wrong with what was sent: where (a JSON path or column name) and why, in words a person can act on.</summary>
public sealed record FieldError(string Field, string Reason);
