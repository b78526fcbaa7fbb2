namespace Followup.Results.Figures;

/// <summary>Why there is no number: a value of its own, never a blank and never zero.</summary>
public enum Missing
{
    /// <summary>There is nothing it could be computed from.</summary>
    NotDefined,

    /// <summary>The group may be shown, but fewer than five of it could tell: too few for a share or an interval.</summary>
    TooFew,

    /// <summary>The group has fewer than five answers, or one that has could be had by subtraction.</summary>
    Hidden,
}
