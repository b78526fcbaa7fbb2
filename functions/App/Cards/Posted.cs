using Followup.Rows;
using Followup.Shared.Http;

namespace Followup.Cards;

/// <summary>What was posted for one card.</summary>
/// <param name="Answers">Null where something is missing.</param>
/// <param name="Errors">By field name of the form; empty when the answers can be saved.</param>
public sealed record Posted(FormValues FormValues, Answers? Answers, IReadOnlyList<FieldError> Errors);
