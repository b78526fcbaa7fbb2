namespace Followup.Results.Figures;

/// <summary>The answers of one manager. What is computed from these is for the identified role alone.</summary>
/// <param name="N">Learners of whom at least one behavior is known.</param>
/// <param name="Sum">Of their shares in units of <see cref="MeanShare.Unit"/>.</param>
/// <param name="SumOfSquares">Of the same.</param>
public readonly record struct Cluster(int N, long Sum, long SumOfSquares);
